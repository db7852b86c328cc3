// What happens to orders between two matches of their book: inside a bar, or before the next.

import { describe, expect, test } from 'vitest'
import { plainTerms } from '../../model/order.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 1_000]

test('protection that an end inside a bar wakes has no part in what other orders fill in that bar', () => {
  const venue = new TestVenue(
    [
      [100, 101, 100, 101, 100],
      [101, 102, 90, 92, 1_000],
      [93, 94, 91, 92, 1_000],
    ],
    { policy: { participation: 0.1 } },
  )
  const terms = { ...plainTerms, childrenAfter: 'full' } as const
  venue.submit(buy(15, { terms, price: limit(100.5), children: [{ role: 'stop', price: { at: 95 } }] }))
  venue.submit(buy(5, { price: limit(94), strategy: 'other' }))
  venue.run(1)
  venue.open(1)
  venue.broker.cancel(1, startTime + HOUR_MS + MINUTE_MS, 'enough')
  venue.path(1)
  venue.run()
  expect(venue.fills.map(({ clientOrderId, price, barIndex }) => [clientOrderId, price, barIndex])).toEqual([
    [1, 100, 0],
    [3, 94, 1],
    [2, 93, 2],
  ])
})

test('an order that is canceled leaves what sleeps beside it as it was', () => {
  const venue = new TestVenue([calm, [94, 96, 93, 95, 1_000]])
  venue.submit(buy(10, { price: limit(95), children: [{ role: 'stop', price: { at: 96 } }] }))
  venue.submit(sell(1, { price: limit(120) }))
  venue.run(1)
  venue.broker.cancel(3, startTime + HOUR_MS, 'asked')
  venue.run()
  expect(venue.fills).toMatchObject([
    { clientOrderId: 1, price: 94 },
    { clientOrderId: 2, price: 94, rule: 'child-at-activation' },
  ])
})

describe('a change of size inside a bar', () => {
  test('leaves an order that may open a position larger than the position that it faces', () => {
    const venue = new TestVenue([calm, calm, [100, 106, 99, 105, 1_000]])
    venue.submit(buy(10))
    venue.submit(sell(5, { price: limit(105) }))
    venue.run(1)
    venue.open(1)
    venue.modify(2, limit(105), 25, startTime + HOUR_MS + MINUTE_MS)
    venue.path(1)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 25 @ 105'])
  })
})
