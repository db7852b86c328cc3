// On a market without pause a day ends as the next begins, and with it a split: what filled inside the last bar counts in the old shares, whenever it is heard.

import { expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import type { OrderEvent } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { limit, market, type OrderPrice, stop } from '../model/order-price.js'
import { enterLong, enterShort, exit } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'
import type { Injection } from './injection.js'
import { PassingPort } from './passing-port.testing.js'

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

test('a target that the open of that bar had passed, where stops are asked first', () => {
  const script = { 0: enterLong({ size: { lots: 10 }, protect: { target: 101 } }) }
  for (const response of [0, 1000, 3_600_000]) {
    const { fills, openPositions, equity } = runBacktest({
      strategies: [{ strategy: scripted(script) }],
      series: [{ ...handSeries('A', [...flatBars(100, 100), [110, 110, 110, 110], ...flatBars(55, 55, 55)]), actions: [split] }],
      config: {
        ...free,
        cash: 100_000,
        intrabar: 'stop-first',
        ...(response > 0 && { latency: { entry: 'none', response, feed: 'none' } }),
      },
    })
    expect(fills.map(({ side, price, priceSource }) => [side, price, priceSource])).toEqual([
      ['buy', 100, 'open'],
      ['sell', 110, 'path'],
    ])
    expect([openPositions, equity.equity.at(-1)]).toEqual([[], 100_100])
  }
})

/** Flat bars at 100 and then in the new shares, of which the third goes down to 98.5: what is bought at 99 there is heard of before the split or after it. */
function overSplit(script: Script, ratio: number, response: number, config: BacktestConfigInput = {}, inject?: Injection) {
  const later = Array.from({ length: 6 }, () => 100 / ratio)
  const low: HandBar = [100, 100, 98.5, 100]
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [{ ...handSeries('A', [...flatBars(100, 100), low, ...flatBars(...later)]), actions: [{ ...split, ratio }] }],
    config: { ...free, cash: 100_000, latency: { entry: 'none', response, feed: 'none' }, ...config },
    ...(inject && { inject }),
  })
}

const buys = (lots: number) => enterLong({ tag: 'more', size: { lots }, order: limit(99), timeInForce: 'GTC' })

test.each<[string, number, Script, number]>([
  ['3 and 7 at 1:5', 0.2, { 0: enterLong({ size: { lots: 3 } }), 1: buys(7) }, 2],
  ['7 and 8 at 1:5', 0.2, { 0: enterLong({ size: { lots: 7 } }), 1: buys(8) }, 3],
  ['1 and 1 at 3:2', 1.5, { 0: enterLong({ size: { lots: 1 } }), 1: buys(1) }, 3],
  ['a short of 3 turned to 17 at 1:5', 0.2, { 0: enterShort({ size: { lots: 3 } }), 1: buys(17) }, 3],
  ['a short of 3 turned to 10 at 3:2', 1.5, { 0: enterShort({ size: { lots: 3 } }), 1: buys(10) }, 15],
])('fractions of what is heard late come to the lots of what is heard at once: %s', (_, ratio, script, lots) => {
  const protection = { required: 'default' } as const
  for (const response of [0, 300, 3_600_000]) {
    const { openPositions, equity } = overSplit(script, ratio, response, { protection })
    expect([openPositions.map(({ quantity }) => quantity), equity.equity.at(-1)]).toEqual([
      [lots],
      overSplit(script, ratio, 0, { protection }).equity.equity.at(-1),
    ])
    const closed = overSplit({ ...script, 5: exit() }, ratio, response, { protection })
    expect(closed.openPositions).toEqual([])
  }
})

test.each([
  [null, 0],
  [2, 1],
  [9, 2],
])('a fill of 7 that turns out to be of %o after a split of 1:5, beside 3: venue and ledger hold the same', (quantity, lots) => {
  let [venue, ledger] = [Number.NaN, Number.NaN]
  class Revising extends PassingPort {
    #fill: Fill | null = null
    override before(time: EpochMs): void {
      if (this.#fill === null || time < Date.parse('2024-01-06')) return
      const fill = this.#fill
      this.#fill = null
      this.line.revise({ fill, becomes: quantity === null ? null : { ...fill, quantity }, time })
    }
    override heard(event: OrderEvent, time: EpochMs): void {
      if (event.kind === 'filled' && event.fill.quantity === 7) this.#fill = event.fill
      super.heard(event, time)
    }
  }
  const { equity, account, roundTrips } = overSplit(
    { 0: enterLong({ size: { lots: 3 } }), 1: buys(7) },
    0.2,
    0,
    { accounts: [{ name: 'one', allocation: '100%' }] },
    {
      port: (line) => new Revising(line),
      inspect: ({ broker, portfolio }) => ({
        afterEvent: () => {},
        afterTime: () => {
          venue = broker.lots.get('A') ?? 0
          ledger = portfolio.netLots('A')
        },
        atEnd: () => {},
      }),
    },
  )
  expect([venue, ledger, equity.equity.at(-1)]).toEqual([lots, lots, 100_000 + (quantity ?? 0)])
  // A round trip that the payment of a fraction closes is told as others are.
  expect([account.virtual?.[0]?.roundTrips, roundTrips.length]).toEqual(lots === 0 ? [1, 1] : [0, 0])
})
