// A fill that turns a position ends its stop with it, which is no refusal: what it opened has a stop of its own at once.

import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import { enterLong } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'

/** Ten are bought; 25 are sold at 101.20, within a bar; 35 are bought at 99.50 within the next, and prices fall in the one after. */
const entry = enterLong({
  size: { lots: 10 },
  triggers: [
    { side: 'sell', lots: 25, order: limit(101.2) },
    { side: 'buy', lots: 35, order: limit(99.5) },
  ],
})
const bars = [...flatBars(100, 100), [100, 101.5, 100, 101], [101, 101, 99, 99], [99, 99, 80, 80], ...flatBars(80)] as const

test.each(['1s', '1m', '5m', '1h'] as const)('on bars of %s', (timeframe) => {
  const { fills } = runBacktest({
    strategies: [{ strategy: scripted({ 0: entry }) }],
    series: [handSeries('A', bars, { timeframe })],
    config: { ...free, cash: 100_000, intrabar: 'ohlc', protection: { required: 'default' } },
  })
  expect(fills.map(({ role, side, quantity, price }) => [role, side, quantity, price])).toEqual([
    ['entry', 'buy', 10, 100],
    ['triggered', 'sell', 25, 101.2],
    ['triggered', 'buy', 35, 99.5],
    ['stop', 'sell', 20, 97.51],
  ])
})
