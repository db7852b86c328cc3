// A bar whose close is no price: its path ends at the second extreme, and the choice between paths is what the policy says all the same.

import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import type { VenuePolicy } from './policy.js'
import { type HandBar, TestVenue } from './venue.testing.js'

type Intrabar = VenuePolicy['intrabar']

const stock = instrument('X', 'equity', { tick: 'none', calendar: '24/7' })
const intrabars = ['pessimistic', 'optimistic', 'adaptive', 'ohlc', 'olhc', 'stop-first'] as const

function venueOf(bars: readonly HandBar[], intrabar: Intrabar, what = stock): TestVenue {
  return new TestVenue(bars, { policy: { intrabar }, instrument: what })
}

describe.each([Number.NaN, 0, -100, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('a close of %d', (close) => {
  test.each(intrabars)('wakes protection by %s, and reaches none of it', (intrabar) => {
    const venue = venueOf([[100, 101, 98, close]], intrabar)
    venue.submit(buy(10, { price: limit(99), children: bracket(90, 130) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 99'])
  })

  test.each(intrabars)('is reached by no order that the bar stays away from, by %s', (intrabar) => {
    const venue = venueOf([[100, 106, 94, close]], intrabar)
    for (const order of [buy(1, { price: stop(105) }), sell(1, { price: stop(95) })]) venue.submit(order)
    for (const far of [buy(1, { price: stop(130) }), sell(1, { price: stop(70) })]) venue.submit(far)
    for (const far of [buy(1, { price: limit(70) }), sell(1, { price: limit(130) })]) venue.submit(far)
    venue.run()
    expect(venue.fills.map(({ clientOrderId }) => clientOrderId).sort()).toEqual([1, 2])
  })

  /** The second bar touches both the stop and the target of a position from 100. */
  const exits = (intrabar: Intrabar): (number | undefined)[] =>
    (['long', 'short'] as const).map((side) => {
      const bars: HandBar[] = [
        [100, 101, 99, 100],
        [100, 106, 94, close],
      ]
      const venue = venueOf(bars, intrabar)
      venue.submit(side === 'long' ? buy(10, { children: bracket(95, 105) }) : sell(10, { children: bracket(105, 95) }))
      venue.run()
      expect(venue.fills[1]?.ambiguous).toBe(intrabar !== 'stop-first')
      return venue.fills[1]?.price
    })

  test.each<[Intrabar, number, number]>([
    ['pessimistic', 95, 105],
    ['optimistic', 105, 95],
    ['adaptive', 105, 105],
    ['ohlc', 105, 105],
    ['olhc', 95, 95],
    ['stop-first', 95, 105],
  ])('leaves the choice of a path to %s: a long leaves at %d, a short at %d', (intrabar, long, short) => {
    expect(exits(intrabar)).toEqual([long, short])
  })

  test.each<[Intrabar, readonly string[]]>([
    ['pessimistic', ['1 buy 10 @ 98']],
    ['optimistic', ['1 buy 10 @ 98', '3 sell 10 @ 104']],
  ])('by %s what one path leaves open is valued at the open', (intrabar, trades) => {
    const venue = venueOf([[100, 105, 96, close]], intrabar)
    venue.submit(buy(10, { price: limit(98), children: bracket(90, 104) }))
    venue.run()
    expect(venue.trades).toEqual(trades)
  })
})

test('a close of zero or less is walked to where it is a price', () => {
  const future = instrument('X', 'future')
  for (const close of [0, -100]) {
    const venue = venueOf([[100, 101, close, close]], 'ohlc', future)
    venue.submit(buy(10, { price: limit(99), children: bracket(90, 130) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 99', '2 sell 10 @ 90'])
  }
})
