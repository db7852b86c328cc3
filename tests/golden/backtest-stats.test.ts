import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { shared, whenPresent } from '../fixtures/shared.js'
import { compareBacktestStats } from './backtest-stats.js'

describe('the backtesting.py mode against its own stats block', () => {
  whenPresent(join(shared, 'golden/backtests'))('every figure of every shared backtest is met from its equity and trades', () => {
    const rows = compareBacktestStats(join(shared, 'golden'), join(shared, 'data'))
    expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
    expect(rows.reduce((count, row) => count + row.compared, 0)).toBeGreaterThan(2000)
  })
})
