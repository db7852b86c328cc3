// What is paid where there is a quote beside the bar's price, and what a model of slippage is told.

import { describe, expect, test } from 'vitest'
import type { QuoteColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit, limitOnClose, marketIfTouched, marketOnClose, relative, stop } from '../../model/order-price.js'
import { DAY_MS } from '../../model/time.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const wide: HandBar = [100, 106, 94, 103]
const column = (...prices: number[]): Float64Array => Float64Array.from(prices)

describe('beside a spread', () => {
  test('an auction has one price for buyers and sellers', () => {
    const day = { times: [[startTime, startTime + DAY_MS]], timeframe: '1d' } as const
    const venue = new TestVenue([wide], { ...day, policy: { spread: { bps: 200 } } })
    for (const of of [buy, sell]) venue.submit(of(1, { price: marketOnClose(), timeInForce: 'DAY' }))
    for (const order of [buy(1, { price: limitOnClose(104) }), sell(1, { price: limitOnClose(102) })])
      venue.submit({ ...order, timeInForce: 'DAY' })
    venue.run()
    expect(venue.fills.map(({ price }) => price)).toEqual([103, 103, 103, 103])
  })

  test('a limit that opens on its good side gets the quote, as a buyer and as a seller', () => {
    const venue = new TestVenue([wide], { policy: { spread: { bps: 200 } } })
    venue.submit(buy(1, { price: limit(102) }))
    venue.submit(sell(1, { price: limit(98) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 101', '2 sell 1 @ 99'])
  })

  test('a quote between ticks is the worse of them', () => {
    const whole = instrument('X', 'equity', { tick: 1, calendar: '24/7' })
    const venue = new TestVenue([wide], { instrument: whole, policy: { spread: { ticks: 1 } } })
    for (const of of [buy, sell]) venue.submit(of(1))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 101', '2 sell 1 @ 99'])
  })

  test('no limit is paid more than it says, though the tick above the quote is', () => {
    const whole = instrument('X', 'equity', { tick: 1, calendar: '24/7' })
    const venue = new TestVenue([[100.4, 106, 94, 103]], { instrument: whole, policy: { spread: { ticks: 2 } } })
    venue.submit(buy(1, { price: limit(101.5) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 101.5'])
  })

  test('a limit that is reached is paid to the last bit', () => {
    // Half the spread taken off 86.01 and put back is 86.00999999999999.
    const venue = new TestVenue([[90, 92, 84, 90]], { policy: { spread: { bps: 167 } } })
    venue.submit(buy(1, { price: limit(86.01) }))
    venue.run()
    expect(venue.fills[0]?.price).toBe(86.01)
  })

  test('a relative order that an open moves into the other side trades where the price stands then', () => {
    // At the first open it stands at 95 + 5; the second has a bid of 102 and an ask of 104.
    const quotes: QuoteColumns = {
      length: 2,
      ...{ bidOpen: column(95, 102), bidHigh: column(95, 102), bidLow: column(95, 102), bidClose: column(95, 102) },
      ...{ askOpen: column(105, 104), askHigh: column(105, 104), askLow: column(105, 104), askClose: column(105, 104) },
    }
    const flat: HandBar[] = [
      [100, 100, 100, 100],
      [103, 103, 103, 103],
    ]
    const venue = new TestVenue(flat, { policy: { spread: 'recorded' }, quotes })
    venue.submit(buy(1, { price: relative(5) }))
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 104, barIndex: 1, rule: 'limit-on-arrival', priceSource: 'path' }])
  })
})

describe('an order that the price has passed when it comes, inside a bar', () => {
  test.each([
    ['a limit', buy(1, { price: limit(102) }), 'limit-on-arrival'],
    ['a stop', buy(1, { price: stop(99) }), 'stop-on-arrival'],
    ['an order that waits to be touched', buy(1, { price: marketIfTouched(102) }), 'touched-on-arrival'],
  ])('fills where the price stands, and says so: %s', (_, order, rule) => {
    const venue = new TestVenue([wide])
    venue.open(0)
    venue.submit(order, startTime)
    venue.path(0)
    expect(venue.fills).toMatchObject([{ price: 100, rule, priceSource: 'path' }])
  })
})

test('an order that must not trade at once is told at the open that it would have', () => {
  const venue = new TestVenue([wide])
  venue.submit(buy(1, { price: limit(100), terms: { ...plainTerms, postOnly: true } }))
  venue.open(0)
  expect(venue.told('canceled')).toEqual(['canceled 1: post-only would have traded'])
})

test('a model of slippage is told what part of the bar a notional takes', () => {
  const shares: number[] = []
  const slippage = (price: number, _side: number, _instrument: unknown, share: number): number => {
    shares.push(share)
    return price
  }
  const venue = new TestVenue([[100, 106, 94, 103, 100]], { policy: { slippage } })
  venue.submit(buy(0, { quantity: { notional: 2_000 } }))
  venue.run()
  expect(shares).toEqual([0.2])
})
