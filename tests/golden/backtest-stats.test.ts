import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compareBacktestStats } from './backtest-stats.js'

const shared = process.env.BENCH_SHARED ?? resolve(fileURLToPath(new URL('.', import.meta.url)), '../../../shared')

describe('the backtesting.py mode against its own stats block', () => {
  it.skipIf(!existsSync(join(shared, 'golden/backtests')))(
    'every figure of every shared backtest is met from its equity and trades',
    () => {
      const rows = compareBacktestStats(join(shared, 'golden'), join(shared, 'data'))
      expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
      expect(rows.reduce((count, row) => count + row.compared, 0)).toBeGreaterThan(2000)
    },
  )
})
