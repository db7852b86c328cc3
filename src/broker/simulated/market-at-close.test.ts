// Market orders that trade at a close: which of them, and at which.

import { describe, expect, test } from 'vitest'
import { type ChildIntent, type OrderIntent, plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, market, marketOnClose, type OrderPrice, stop } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import type { HaltSource } from './halts/halt-source.js'
import type { VenuePolicy } from './policy.js'
import { type BarTimes, type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 1_000]

/** So many days without a pause between them. */
const days = (count: number): BarTimes[] =>
  Array.from({ length: count }, (_, day) => [startTime + day * 24 * HOUR_MS, startTime + (day + 1) * 24 * HOUR_MS])

describe('where market orders trade at a close', () => {
  const policy = { timing: 'next-close' } as const

  test('the close is the price, and slippage comes on top', () => {
    const venue = new TestVenue([[100, 106, 97, 103]], { policy: { ...policy, slippage: (price, side) => price + 2 * side } })
    venue.submit(buy(1))
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 105, referencePrice: 103, priceSource: 'close', rule: 'market-at-close', slippage: 2 }])
  })

  test('the quote beside the close is paid', () => {
    const column = (...prices: number[]): Float64Array => Float64Array.from(prices)
    const bid = { bidOpen: column(99), bidHigh: column(105), bidLow: column(96), bidClose: column(102.25) }
    const ask = { askOpen: column(101), askHigh: column(107), askLow: column(98), askClose: column(103.5) }
    const venue = new TestVenue([[100, 106, 97, 103]], { policy: { ...policy, spread: 'recorded' }, quotes: { length: 1, ...bid, ...ask } })
    venue.submit(buy(1))
    venue.submit(sell(1))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 103.5', '2 sell 1 @ 102.25'])
  })

  test('what its parent wakes there does where children act in the bar of the fill, else at the next close', () => {
    const child = (price: OrderPrice): ChildIntent => ({ role: 'triggered', side: 'sell', lots: 1, price })
    const bars: HandBar[] = [[100, 101, 99, 100.5], [102, 103, 101, 102.5], calm]
    const barsOf = (price: OrderPrice, timing: VenuePolicy['timing'], childActivation: VenuePolicy['childActivation']) => {
      const venue = new TestVenue(bars, { timeframe: '1d', times: days(3), policy: { timing, childActivation } })
      venue.submit(buy(1, { price: limit(99.5), children: [child(price)] }))
      venue.run()
      return venue.fills.map(({ barIndex }) => barIndex)
    }
    for (const [price, timing] of [
      [market(), 'next-close'],
      [marketOnClose(), 'next-open'],
    ] as const) {
      expect(barsOf(price, timing, 'same-bar')).toEqual([0, 0])
      expect(barsOf(price, timing, 'next-bar')).toEqual([0, 1])
    }
  })

  test.each([
    ['next-close', market()],
    ['next-open', marketOnClose()],
  ] as const)('under %s one that came as a bar opened has worked in it, and ends with its day: %o', (timing, price) => {
    const thin: HandBar = [100, 101, 99, 100, 4]
    for (const timeInForce of ['DAY', 'GTC'] as const) {
      const venue = new TestVenue([thin, calm], { timeframe: '1d', times: days(3), policy: { timing, participation: 1 } })
      venue.open(0)
      venue.submit(buy(10, { price, timeInForce }), startTime)
      venue.path(0)
      venue.sameClose(0)
      expect(venue.trades).toEqual(['1 buy 4 @ 100'])
      const time = startTime + 24 * HOUR_MS
      venue.broker.endDue(time)
      venue.broker.endBeforeSplit('X', time)
      const isOfDay = timeInForce === 'DAY' || price.type === 'market-on-close'
      expect(venue.told('canceled', 'expired')).toEqual([
        expect.stringMatching(isOfDay ? /^expired 1/ : 'canceled 1: GTC ends with a split'),
      ])
    }
  })

  test('under same-close, cut by the cap at the close at which it came, an order goes on over a split if it is for the day to come', () => {
    for (const [timeInForce, trades] of [
      ['DAY', ['1 buy 4 @ 100', '1 buy 12 @ 50']],
      ['GTC', ['1 buy 4 @ 100']],
    ] as const) {
      const bars: HandBar[] = [
        [100, 101, 99, 100, 4],
        [50, 51, 49, 50, 1_000],
      ]
      const venue = new TestVenue(bars, { timeframe: '1d', times: days(2), policy: { timing: 'same-close', participation: 1 } })
      const time = startTime + 24 * HOUR_MS
      venue.open(0)
      venue.path(0)
      venue.submit(buy(10, { timeInForce }), time)
      venue.sameClose(0)
      venue.broker.endBeforeSplit('X', time)
      venue.broker.split('X', 2, time)
      venue.run()
      expect(venue.trades).toEqual(trades)
    }
  })

  test('those that sleep do not', () => {
    const venue = new TestVenue([calm], { policy })
    venue.submit(buy(1, { price: limit(90), children: [{ role: 'triggered', side: 'sell', lots: 1, price: { type: 'market' } }] }))
    venue.run()
    expect(venue.trades).toEqual([])
  })

  test('one that the fill before it ended does not', () => {
    const venue = new TestVenue([calm, calm], { policy })
    const terms = { ...plainTerms, oca: { group: 'g', type: 1 } } as const
    venue.submit(buy(1, { terms }))
    venue.submit(buy(1, { terms }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 100'])
    expect(venue.told('canceled')).toEqual(['canceled 2: another order of its group g filled'])
  })

  test('what is for now takes what there is, and no more', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 40]], { policy: { ...policy, participation: 0.1 } })
    venue.submit(buy(10, { timeInForce: 'IOC' }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 4 @ 100'])
    expect(venue.told('canceled')).toEqual(['canceled 1: IOC: it takes what there is at once'])
  })

  test('what a price band holds back there makes a pause where it waits on, not where it has ended', () => {
    const heldWith = (order: OrderIntent): number => {
      let held = 0
      const halts: HaltSource = {
        isHalted: () => false,
        bandAt: () => ({ lower: 95, upper: 103 }),
        heldAtBand: () => void held++,
        split: () => undefined,
      }
      const venue = new TestVenue([[100, 106, 97, 105]], { policy: { ...policy, halts } })
      venue.submit(order)
      venue.run()
      expect(venue.trades).toEqual([])
      return held
    }
    expect(heldWith(buy(1))).toBe(1)
    expect(heldWith(buy(1, { timeInForce: 'IOC' }))).toBe(0)
  })

  test('a stop keeps to its trigger', () => {
    const venue = new TestVenue([[100, 106, 97, 103]], { policy })
    venue.submit(buy(1, { price: stop(104) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 104'])
  })
})

describe('the close that a decision is made at', () => {
  test('is not for a market order that comes a moment after it', () => {
    const venue = new TestVenue(
      [
        [100, 101, 99, 100.5],
        [102, 103, 101, 102.5],
      ],
      { policy: { timing: 'same-close' } },
    )
    venue.open(0)
    venue.path(0)
    venue.submit(buy(1), startTime + HOUR_MS + 1)
    venue.submit(buy(2), startTime + HOUR_MS)
    venue.sameClose(0)
    expect(venue.trades).toEqual(['2 buy 2 @ 100.5'])
  })

  test('is for nobody where market orders take the next open, and moves nothing where nothing works', () => {
    const venue = new TestVenue([calm, [102, 103, 101, 102, 1_000]])
    venue.open(0)
    venue.path(0)
    venue.broker.matchSameClose(0, 0)
    venue.submit(buy(1), startTime + HOUR_MS)
    venue.broker.matchSameClose(0, 0)
    expect(venue.trades).toEqual([])
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 102'])
  })
})
