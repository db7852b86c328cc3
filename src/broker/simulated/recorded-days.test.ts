// Days as they were recorded: which of them an order is for, and when it ends with one.

import { describe, expect, test } from 'vitest'
import type { ChildIntent } from '../../model/order.js'
import { buy } from '../../model/order.testing.js'
import { limit, limitOnClose, marketOnClose } from '../../model/order-price.js'
import { DAY_MS, HOUR_MS } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import { type BarTimes, type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 1_000]
const falls: HandBar = [100, 101, 94, 96, 1_000]

/** A bar a day. */
function days(bars: readonly HandBar[], policy: Partial<VenuePolicy> = {}): TestVenue {
  const times = bars.map((_, day): BarTimes => [startTime + day * DAY_MS, startTime + (day + 1) * DAY_MS])
  return new TestVenue(bars, { times, timeframe: '1d', policy: { session: 'as-recorded', ...policy } })
}

const noon = startTime + 12 * HOUR_MS
const fills = (venue: TestVenue): unknown[] => venue.fills.map(({ clientOrderId, price, barIndex }) => [clientOrderId, price, barIndex])

describe('the day of a DAY order', () => {
  test.each([
    ['a market order that comes right after the open of a daily bar', buy(1, { timeInForce: 'DAY' }), startTime, 100],
    ['a limit order that comes inside one', buy(1, { timeInForce: 'DAY', price: limit(95) }), noon, 95],
    ['an order for the close that comes inside one', buy(1, { timeInForce: 'DAY', price: limitOnClose(97) }), noon, 96],
  ])('of %s is the next one', (_, order, time, price) => {
    const venue = days([calm, falls, falls])
    venue.open(0)
    venue.submit(order, time)
    venue.path(0)
    venue.run()
    expect(venue.told('expired')).toEqual([])
    expect(fills(venue)).toEqual([[1, price, 1]])
  })

  test('of one that the day does not fill ends before the first bar of the next', () => {
    const venue = days([calm, falls])
    venue.submit(buy(1, { timeInForce: 'DAY', price: limit(95) }))
    venue.submit(buy(1, { timeInForce: 'DAY', price: limitOnClose(97) }))
    venue.run()
    expect(venue.told('expired', 'filled')).toEqual([
      'expired 1: DAY ended with its session',
      'expired 2: limit-on-close ended with the closing auction',
    ])
    expect(venue.events.at(-1)?.time).toBe(startTime + DAY_MS)
  })

  test('for the close begins when it wakes, not while it sleeps', () => {
    // The first day has no lot for the entry; the second fills it at the close, after the auction.
    const venue = days([[100, 101, 99, 100, 9], calm, [100, 104, 99, 103, 1_000]], { timing: 'next-close', participation: 0.1 })
    const child: ChildIntent = { role: 'triggered', side: 'sell', lots: 5, price: marketOnClose() }
    venue.submit(buy(5, { children: [child] }))
    venue.run()
    expect(fills(venue)).toEqual([
      [1, 100, 1],
      [2, 103, 2],
    ])
  })
})
