// A limit that is missing is never read as none, whatever else is not known: of bars without quotes nobody knows the spread.

import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { limit, market } from '../model/order-price.js'
import { enterLong, enterShort } from '../model/signal.js'
import { guardedLimits } from '../risk/limits.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const names = Object.keys(guardedLimits)

/** What becomes of a buy at market and a sale at a limit, each with a stop. */
function entries(limits: BacktestConfigInput['limits']) {
  const size = { size: { lots: 1 } } as const
  const script = {
    0: enterLong({ ...size, order: market(), protect: { stop: 95 } }),
    1: enterShort({ ...size, order: limit(100.5), protect: { stop: 105 }, tag: 'short' }),
  }
  const { denials, orders } = runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', flatBars(100, 100, 100, 100))],
    config: { ...free, riskProfile: 'guarded', limits: { orderVolume: 'unlimited', ...limits } },
  })
  return {
    denied: denials.map(({ code, context }) => [code, context.limit]),
    sent: orders.filter(({ parentId }) => parentId === null).length,
  }
}

test('where no limit is missing both entries go out', () => {
  expect(entries({})).toEqual({ denied: [], sent: 2 })
})

test.each(names)('without %s neither does', (name) => {
  expect(entries({ [name]: null })).toEqual({
    denied: [
      ['LIMIT_MISSING', name],
      ['LIMIT_MISSING', name],
    ],
    sent: 0,
  })
})
