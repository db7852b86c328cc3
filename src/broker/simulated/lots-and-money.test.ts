// How many lots an order gets, and what they cost: notionals and fees over several fills, lots of more than one unit, and what is left of a reversal.

import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, stop, trailingStop, trailingStopLimit } from '../../model/order-price.js'
import { percentFees, perShareFees } from './fees.js'
import type { HaltSource } from './halts/halt-source.js'
import type { VenuePolicy } from './policy.js'
import { type HandBar, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const policy = { participation: 0.1 }
const notional = (amount: number) => buy(0, { quantity: { notional: amount } })
/** A future of 50 units a lot. */
const contract = instrument('X', 'future', { lot: 50, calendar: '24/7' })

describe('a notional that fills in parts', () => {
  test('goes on with what its fills and their fees have left of it', () => {
    const venue = new TestVenue([calm, calm, calm], { policy: { ...policy, fees: perShareFees(5) } })
    // Ten lots cost 1,050; 960 are left, of which nine cost 945.
    venue.submit(notional(2_010))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '1 buy 9 @ 100'])
    expect(venue.fills.map(({ fee }) => fee)).toEqual([50, 45])
    expect(venue.broker.hasOrders(0)).toBe(false)
  })

  test('waits where the volume is used up, and is not taken to be worth less than a lot', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 9], calm], { policy })
    venue.submit(notional(300))
    venue.run()
    expect(venue.fills).toMatchObject([{ quantity: 3, barIndex: 1 }])
    expect(venue.told('canceled')).toEqual([])
  })

  test('counts what regulators take of the fill too', () => {
    const venue = new TestVenue([calm], { policy: { regulatory: ({ units }) => units } })
    venue.submit(notional(1_010))
    venue.submit(notional(1_009))
    venue.run()
    expect(venue.fills.map(({ quantity, fee }) => [quantity, fee])).toEqual([
      [10, 10],
      [9, 9],
    ])
  })
})

describe('a notional', () => {
  test('pays to the last cent for the most lots, under a fee that jumps', () => {
    const venue = new TestVenue([[1, 1, 1, 1]], { policy: { fees: ({ units }) => 10 * Math.ceil(units / 100) } })
    venue.submit(notional(110))
    venue.run()
    expect(venue.position()).toBe(100)
  })

  test.each([0, -1])('buys nothing at a price of %d', (price) => {
    const venue = new TestVenue([[price, price + 1, price - 1, price]])
    venue.submit(notional(1_000))
    venue.run()
    expect(venue.trades).toEqual([])
    expect(venue.told('canceled')).toEqual(['canceled 1: the notional is worth less than one lot'])
  })

  test('is done with its fill under price bands as well', () => {
    const halts: HaltSource = {
      isHalted: () => false,
      bandAt: () => ({ lower: 90, upper: 110 }),
      heldAtBand: () => undefined,
      split: () => undefined,
    }
    const venue = new TestVenue([calm, calm], { policy: { halts } })
    venue.submit(notional(1_000))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100'])
    expect(venue.broker.hasOrders(0)).toBe(false)
  })
})

describe('fees', () => {
  const feesOf = (own: Partial<VenuePolicy>, ...orders: readonly ReturnType<typeof buy>[]): number[] => {
    const bars: HandBar[] = [
      [10, 11, 9, 10, 1_000],
      [10, 11, 9, 10, 4_000],
    ]
    const venue = new TestVenue(bars, { policy: { participation: 0.1, ...own }, instrument: contract })
    for (const order of orders) venue.submit(order)
    venue.run()
    return venue.fills.map(({ fee }) => fee)
  }

  test('go by units and by value, whatever makes up a lot', () => {
    // A tenth of 1,000 units is two lots; the rest follows.
    expect(feesOf({ fees: perShareFees(0.02) }, buy(5))).toEqual([2, 3])
    expect(feesOf({ fees: percentFees(0.01) }, buy(5))).toEqual([10, 15])
    expect(feesOf({ fees: perShareFees(0.02, 4) }, buy(5))).toEqual([4, 1])
  })

  test('know sales from purchases', () => {
    expect(feesOf({ fees: ({ sells }) => (sells ? 7 : 3) }, buy(1), sell(1))).toEqual([3, 7])
  })

  test('of regulators are those of each fill, by its units, its value and its side', () => {
    const regulatory: VenuePolicy['regulatory'] = ({ units, value, sells }, before) => (sells ? units / 100 + value / 1_000 + before : 0)
    expect(feesOf({ regulatory }, sell(5))).toEqual([2, 103])
    expect(feesOf({ regulatory }, buy(5))).toEqual([0, 0])
  })
})

describe('what is left of a reversal', () => {
  test('that has filled in part shrinks by what other orders close of the rest', () => {
    const venue = new TestVenue(
      [
        [100, 100, 100, 100, 100],
        [100, 101, 100, 100, 60],
        [100, 100, 99, 100, 60],
        [100, 101, 100, 100, 1_000],
      ],
      { policy },
    )
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(25, { closing: 10, price: limit(100.5) }))
    venue.run(1)
    venue.submit(sell(4, { reduceOnly: true }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 6 @ 100.5', '3 sell 4 @ 100', '2 sell 15 @ 100.5'])
    expect(venue.position()).toBe(-15)
  })
})

test('all or nothing that only reduces is all of what it asks for, not of the position', () => {
  const venue = new TestVenue([calm, calm])
  venue.submit(buy(10))
  venue.run(1)
  venue.submit(sell(5, { reduceOnly: true, timeInForce: 'FOK' }))
  venue.run()
  expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 5 @ 100'])
})

test('an order that another triggered acts without ending the one that triggered it', () => {
  const venue = new TestVenue(
    [
      [100, 104, 100, 100, 100],
      [101, 101, 100, 100, 1_000],
    ],
    { policy },
  )
  venue.submit(buy(15, { price: limit(100.5), children: [{ role: 'triggered', side: 'buy', lots: 3, price: stop(103) }] }))
  venue.run()
  // The first bar has no volume left for it, but triggers it.
  expect(venue.told('triggered', 'canceled')).toEqual(['triggered 2'])
  expect(venue.position()).toBe(18)
})

describe('of the two ways through a bar the pessimistic one leaves less', () => {
  test('where the lots differ', () => {
    // At the close of 103 selling 5 at 105 and buying 3 at 98 has made 25, buying 8 at 98 has made 40.
    const venue = new TestVenue([[100, 106, 97, 103, 80]], { policy: { ...policy, intrabar: 'pessimistic' } })
    venue.submit(buy(10, { price: limit(98) }))
    venue.submit(sell(5, { price: limit(105) }))
    venue.run()
    expect(venue.trades).toEqual(['2 sell 5 @ 105', '1 buy 3 @ 98'])
  })

  test('where the prices differ', () => {
    // Trailing by 5 it is sold at 105 after the high, or at 99 before it.
    const venue = new TestVenue([[104, 110, 98, 98.5]], { policy: { intrabar: 'pessimistic' } })
    venue.submit(sell(10, { price: trailingStop({ amount: 5 }) }))
    venue.run()
    expect(venue.trades).toEqual(['1 sell 10 @ 99'])
  })
})

test('a trailing limit stands on the tick when its trigger is met, never nearer than its offset allows', () => {
  const fillOf = (side: 'buy' | 'sell'): number | undefined => {
    const sign = side === 'buy' ? -1 : 1
    const bars = [
      [100, 100, 100, 100],
      [100 - 3 * sign, 100 - 3 * sign, 100 - 3 * sign, 100 - 3 * sign],
      [100 - 3 * sign, 100, 100 - 4 * sign, 100],
    ].map((bar) => [bar[0], Math.max(...bar), Math.min(...bar), bar[3]] as unknown as HandBar)
    const venue = new TestVenue(bars, { instrument: instrument('X', 'equity', { calendar: '24/7' }) })
    venue.submit((side === 'buy' ? buy : sell)(1, { price: trailingStopLimit({ amount: 2 }, 0.504) }))
    venue.run()
    return venue.fills[0]?.price
  }
  // Its trigger was 98 and its limit 97.496, which a seller rounds up; a buyer's 102.504 is rounded down.
  expect(fillOf('sell')).toBe(97.5)
  expect(fillOf('buy')).toBe(102.5)
})
