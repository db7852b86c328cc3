// A request that is under way as a split comes asks for what it asked for: it comes to what it would have come to, had it arrived at once.

import { describe, expect, test } from 'vitest'
import { free, type HandBar, handSeries, START } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import { limit, stop, stopLimit, trailingStop } from '../model/order-price.js'
import { amend, cancel, enterLong, enterShort, exit } from '../model/signal.js'
import { DAY_MS } from '../model/time.js'
import { runBacktest } from './backtest.js'

/** Bars that end 100 ms before midnight, when the split comes, and begin a second after it. */
function run(script: Script, ratio: number, entry: number, ids: readonly string[] = ['A']) {
  const bar = (price: number): HandBar => [price, 1.03 * price, 0.97 * price, price]
  const bars = [100, 100, 100, 100 / ratio, 100 / ratio, 100 / ratio, 100 / ratio].map(bar)
  const actions = [{ kind: 'split', exDate: '2024-01-04', ratio }] as const
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: ids.map((id) => ({ ...handSeries(id, bars, { start: START + 1_000, openFor: DAY_MS - 1_100 }), actions })),
    config: { ...free, cash: 1_000_000, latency: { entry } },
  })
}

const hundred = { size: { lots: 100 }, timeInForce: 'GTC' } as const
const held = enterLong({ ...hundred, protect: { stop: 90, target: 120 } })
const triggers = [{ side: 'sell', lots: 50, order: limit(101) }] as const

describe.each([2, 7, 0.2, 0.1])('over a split of %d', (ratio) => {
  test.each<[string, Script]>([
    ['an order at market', { 2: enterLong(hundred) }],
    ['a limit', { 2: enterLong({ ...hundred, order: limit(98) }) }],
    ['a limit that nothing reaches', { 2: enterShort({ ...hundred, order: limit(110) }) }],
    ['a stop', { 2: enterLong({ ...hundred, order: stop(102) }) }],
    ['a stop-limit', { 2: enterShort({ ...hundred, order: stopLimit(99, 98) }) }],
    ['a trailing stop by an amount', { 2: enterLong({ ...hundred, order: trailingStop({ amount: 2 }) }) }],
    ['a bracket', { 2: enterLong({ ...hundred, protect: { stop: 98, target: 102 } }) }],
    ['a trailing protection', { 2: enterLong({ ...hundred, protect: { trail: { amount: 2 } } }) }],
    ['an order with one that it triggers', { 2: enterLong({ ...hundred, order: limit(99), triggers }) }],
    ['a reversal', { 0: held, 2: enterShort({ ...hundred, size: { lots: 50 } }) }],
    ['an exit', { 0: held, 2: exit() }],
    ['an exit of a part', { 0: held, 2: exit({ fraction: 0.5 }) }],
    ['an exit by a stop', { 0: held, 2: exit({ order: stop(98) }) }],
    ['a changed stop', { 0: held, 2: amend({ trigger: 98 }) }],
    ['a changed target', { 0: held, 2: amend({ limit: 102 }) }],
    ['a cancel', { 0: enterLong({ ...hundred, order: limit(90) }), 2: cancel() }],
  ])('%s', (_, script) => {
    const seen = (entry: number) => {
      const { fills, orders, openPositions, equity } = run(script, ratio, entry)
      return {
        fills: fills.map(({ side, quantity, price, barIndex }) => [side, quantity, price, barIndex]),
        orders: orders.map(({ price, quantity, status }) => [price, quantity, status]),
        held: openPositions.map(({ quantity, averagePrice }) => [quantity, averagePrice]),
        equity: [...equity.equity],
      }
    }
    const atOnce = seen(0)
    expect(seen(400)).toEqual(atOnce)
    expect(atOnce.orders).not.toEqual([])
  })
})

test('an order of which the new shares leave no lot is rejected', () => {
  const { orders, fills } = run({ 2: enterLong({ size: { lots: 4 }, protect: { stop: 90 } }) }, 0.2, 400)
  expect(fills).toEqual([])
  expect(orders.map(({ status, note }) => [status, note])).toEqual([
    ['rejected', 'the split leaves less than one lot'],
    ['rejected', 'the split leaves less than one lot'],
  ])
})

test('each listing of an asset has its own', () => {
  const script = {
    2: ({ instrument: { id } }: { readonly instrument: { readonly id: string } }) =>
      enterLong({ ...hundred, instrument: id, order: limit(90) }),
  }
  const { orders } = run(script as Script, 2, 400, ['A@X', 'A@Y'])
  expect(orders.map(({ intent, price, quantity, status }) => [intent.instrument, price, quantity, status])).toEqual([
    ['A@X', limit(45), 200, 'accepted'],
    ['A@Y', limit(45), 200, 'accepted'],
  ])
})
