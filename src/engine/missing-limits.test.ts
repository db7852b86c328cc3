// A limit that is missing is never read as none, whatever else is not known: of bars without quotes nobody knows the spread, and of bars without volume no share of it.

import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { limit, market } from '../model/order-price.js'
import { enterLong, enterShort } from '../model/signal.js'
import { guardedLimits } from '../risk/limits.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const names = Object.keys(guardedLimits)

function codes(limits: BacktestConfigInput['limits']): readonly string[] {
  const size = { size: { lots: 1 } } as const
  const { denials, orders } = runBacktest({
    strategies: [
      {
        strategy: scripted({
          0: enterLong({ ...size, order: market(), protect: { stop: 95 } }),
          1: enterShort({ ...size, order: limit(100.5), protect: { stop: 105 }, tag: 'short' }),
        }),
      },
    ],
    series: [handSeries('A', flatBars(100, 100, 100, 100))],
    config: { ...free, riskProfile: 'guarded', limits: { orderVolume: 'unlimited', ...limits } },
  })
  return [...denials.map(({ code }) => code), ...orders.map(({ status }) => status)]
}

test('with every limit in its place both entries go out', () => {
  expect(codes({}).filter((code) => code === 'LIMIT_MISSING')).toEqual([])
  expect(codes({})).not.toHaveLength(2)
})

test.each(names)('without %s neither does', (name) => {
  expect(codes({ [name]: null })).toEqual(['LIMIT_MISSING', 'LIMIT_MISSING'])
})
