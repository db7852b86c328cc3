// Orders that stand beside the quote, or must rest there: where they stand at each turn of a bar.

import { describe, expect, test } from 'vitest'
import type { QuoteColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, relative } from '../../model/order-price.js'
import { type HandBar, startTime, TestVenue, type VenueOptions } from './venue.testing.js'

const whole = instrument('X', 'equity', { tick: 1, calendar: '24/7' })
const fills = (venue: TestVenue): unknown[] => venue.fills.map(({ clientOrderId, price, rule }) => [clientOrderId, price, rule])

describe('a relative sale', () => {
  /** Asks 1 above the bar's prices, of an instrument with a tick of 1. */
  const sold = (price: ReturnType<typeof relative>, bars: readonly HandBar[], options: VenueOptions = {}): unknown[] => {
    const venue = new TestVenue(bars, { instrument: whole, ...options, policy: { spread: { ticks: 2 }, ...options.policy } })
    venue.submit(sell(1, { price }))
    venue.run()
    return fills(venue)
  }

  test('stands its offset below the ask, and follows it down', () => {
    const bars: HandBar[] = [
      [100, 100, 96, 96],
      [96, 98, 96, 97],
    ]
    // The ask of 97 less 1: the bid reaches it, and goes through it, with a price above 97.
    expect(sold(relative(1), bars)).toEqual([[1, 96, 'limit-at-limit']])
    expect(sold(relative(0), bars)).toEqual([])
  })

  test('goes no lower than its cap', () => {
    const bars: HandBar[] = [
      [100, 100, 90, 90],
      [90, 96, 90, 96],
      [96, 102, 95, 102],
    ]
    expect(sold(relative(1), bars)).toEqual([[1, 90, 'limit-at-limit']])
    expect(sold(relative(1, 98), bars)).toEqual([[1, 98, 'limit-at-limit']])
  })

  test.each([Number.NaN, 0])('stays where it stands through a close of %d, which is no price', (none) => {
    const bars: HandBar[] = [
      [100, 100, 96, 96],
      [96, 96, 96, none],
      [96, 98, 96, 97],
    ]
    // As without the bar in between.
    expect(sold(relative(1), bars)).toEqual([[1, 96, 'limit-at-limit']])
    expect(sold(relative(0), bars)).toEqual([])
  })

  test('stands on the tick that asks for more', () => {
    const bars: HandBar[] = [
      [100, 100, 96, 96],
      [96, 99, 96, 99],
    ]
    // 97 − 0.4 is 96.6.
    expect(sold(relative(0.4), bars)).toEqual([[1, 97, 'limit-at-limit']])
  })
})

describe('beside recorded quotes', () => {
  const column = (...prices: number[]): Float64Array => Float64Array.from(prices)
  /** The bid is 1 below the price, at the high 3; the ask is 5 above it, where the price is low 0.5. */
  const quotes: QuoteColumns = {
    length: 1,
    ...{ bidOpen: column(99), bidHigh: column(103), bidLow: column(95), bidClose: column(99) },
    ...{ askOpen: column(105), askHigh: column(111), askLow: column(96.5), askClose: column(105) },
  }

  test('a relative order is moved at each turn by the quote that is there', () => {
    const venue = new TestVenue([[100, 106, 96, 100]], { policy: { spread: 'recorded' }, quotes })
    venue.open(0)
    venue.submit(buy(1, { price: relative(0) }), startTime)
    venue.path(0)
    // At the high the bid is 103; the ask comes down to 96.5 and meets it on the way.
    expect(fills(venue)).toEqual([[1, 103, 'limit-at-limit']])
  })
})

describe('an order that must rest', () => {
  const resting = { terms: { ...plainTerms, postOnly: true } }

  test('and comes after an open meets that price first, and the limit itself counts', () => {
    const venue = new TestVenue([[100, 106, 94, 100]])
    venue.open(0)
    venue.submit(buy(1, { ...resting, price: limit(100) }), startTime)
    venue.submit(buy(1, { ...resting, price: limit(99) }), startTime)
    venue.path(0)
    expect(venue.told('canceled')).toEqual(['canceled 1: post-only would have traded'])
    expect(fills(venue)).toEqual([[2, 99, 'limit-at-limit']])
  })
})
