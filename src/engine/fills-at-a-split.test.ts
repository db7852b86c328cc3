// On a market without pause a day ends as the next begins, and with it a split: what filled inside the last bar counts in the old shares, whenever it is heard.

import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { limit, market, type OrderPrice, stop } from '../model/order-price.js'
import { enterShort } from '../model/signal.js'
import { runBacktest } from './backtest.js'

const bars = [...flatBars(100, 100), [100, 102, 90, 95], ...flatBars(47.5, 47.5, 47.5)] as const
const split = { kind: 'split', exDate: '2024-01-04', ratio: 2 } as const

function held(order: OrderPrice, at: number, response: number) {
  const { openPositions, equity } = runBacktest({
    strategies: [{ strategy: scripted({ [at]: enterShort({ order, size: { lots: 100 }, timeInForce: 'GTC' }) }) }],
    series: [{ ...handSeries('A', bars), actions: [split] }],
    config: { ...free, cash: 100_000, ...(response > 0 && { latency: { entry: 'none', response, feed: 'none' } }) },
  })
  return [openPositions[0]?.quantity, openPositions[0]?.averagePrice, equity.equity.at(-1)]
}

test.each([
  ['a stop', stop(99), -200, 49.5, 100_400],
  ['a limit', limit(101), -200, 50.5, 100_600],
] as const)('%s inside the bar that the split ends', (_, order, lots, price, equity) => {
  for (const response of [0, 1000, 3_600_000]) expect(held(order, 1, response)).toEqual([lots, price, equity])
})

test('an order of before it, which fills at the open after it in the new shares', () => {
  for (const response of [0, 1000, 3_600_000]) expect(held(market(), 2, response)).toEqual([-200, 47.5, 100_000])
})

test('what wakes inside the bar that the split ends, and fills at its parent’s price', () => {
  const order = stop(99)
  const triggers = [{ side: 'buy', lots: 50, order: market() }] as const
  for (const response of [0, 1000, 3_600_000]) {
    const { fills, openPositions, equity } = runBacktest({
      strategies: [{ strategy: scripted({ 1: enterShort({ order, size: { lots: 100 }, timeInForce: 'GTC', triggers }) }) }],
      series: [{ ...handSeries('A', bars), actions: [split] }],
      config: { ...free, cash: 100_000, ...(response > 0 && { latency: { entry: 'none', response, feed: 'none' } }) },
    })
    expect(fills.map(({ side, price, priceSource }) => [side, price, priceSource])).toEqual([
      ['sell', 99, 'trigger'],
      ['buy', 99, 'parent-fill'],
    ])
    expect([openPositions[0]?.quantity, equity.equity.at(-1)]).toEqual([-100, 100_200])
  }
})
