// What one order's fill does to the protection of others, to reversals, and to what only reduces.

import { describe, expect, test } from 'vitest'
import { plainTerms } from '../../model/order.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const policy = { participation: 0.1 }
const afterAll = { terms: { ...plainTerms, childrenAfter: 'full' } } as const
const updates = (venue: TestVenue): [number, number | null][] =>
  venue.events.flatMap((event): [number, number | null][] => (event.kind === 'updated' ? [[event.clientOrderId, event.quantity]] : []))

describe('a fill of one bracket', () => {
  test('takes nothing from another, and the end of one entry ends its own children alone', () => {
    const venue = new TestVenue([calm, [100, 111, 100, 111, 1_000]])
    venue.submit(buy(10, { children: bracket(90, 110) }))
    venue.submit(buy(10, { children: bracket(80, 120) }))
    venue.submit(buy(10, { price: limit(50), children: bracket(40, 60) }))
    venue.submit(buy(10, { price: limit(45), children: bracket(35, 65) }))
    venue.run(1)
    const woken = updates(venue).length
    venue.broker.cancel(10, startTime + HOUR_MS, 'no')
    expect(venue.told('canceled')).toEqual([
      'canceled 10: no',
      'canceled 11: its parent ended unfilled',
      'canceled 12: its parent ended unfilled',
    ])
    venue.run()
    expect(venue.trades.slice(2)).toEqual(['3 sell 10 @ 110'])
    expect(updates(venue).slice(woken)).toEqual([])
    expect(venue.told('canceled').slice(3)).toEqual(['canceled 2: its sibling filled'])
  })

  test('that only closed what was open leaves no protection', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(10, { closing: 10, children: bracket(110, 90) }))
    venue.run()
    expect(venue.told('canceled')).toEqual([
      'canceled 3: its entry opened nothing to protect',
      'canceled 4: its entry opened nothing to protect',
    ])
    expect(venue.broker.hasOrders(0)).toBe(false)
  })

  test('of one price is protected from exactly that price', () => {
    // 3 × 0.1 ÷ 3 is a hair above 0.1 in doubles.
    const cheap: HandBar = [0.1, 0.1, 0.1, 0.1, 100]
    const venue = new TestVenue([cheap])
    venue.submit(buy(3, { ...afterAll, children: [{ role: 'stop', price: { fractionOfFill: -0.5 } }] }))
    venue.run()
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', price: stop(0.05) })
  })

  test('whose rest is canceled is told once how large its protection is', () => {
    const venue = new TestVenue([calm, calm], { policy })
    venue.submit(buy(25, { children: bracket(90, 110) }))
    venue.run(1)
    venue.broker.cancel(1, startTime + HOUR_MS, 'enough')
    expect(updates(venue)).toEqual([
      [2, 10],
      [3, 10],
    ])
  })
})

describe('what closes a position', () => {
  test('takes what it closes out of a reversal that waits, and no more', () => {
    const venue = new TestVenue([calm, calm, calm, [100, 106, 100, 105, 1_000]])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(25, { closing: 10, price: limit(105) }))
    venue.run(1)
    venue.submit(sell(4, { reduceOnly: true }))
    venue.run(1)
    expect(updates(venue)).toEqual([[2, 21]])
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 sell 21 @ 105')
    expect(venue.position()).toBe(-15)
  })

  test('leaves a reversal whole that was to close less than there is', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(25, { closing: 6 }))
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 sell 25 @ 100')
    expect(updates(venue)).toEqual([])
  })

  test('cuts the lots that wait for the end of the bar first', () => {
    const venue = new TestVenue([calm, [100, 101, 99, 100, 100], calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(4, { reduceOnly: true, price: limit(120) }))
    venue.submit(sell(7, { reduceOnly: true, price: limit(100.5) }))
    venue.open(1)
    venue.modify(2, limit(120), 8, startTime + HOUR_MS + MINUTE_MS)
    venue.path(1)
    expect(updates(venue)).toEqual([
      [2, 8],
      [2, 3],
    ])
  })

  test('leaves a child that its sibling has used up the lots that it was promised', () => {
    const venue = new TestVenue([calm, [100, 112, 99, 100, 10_000], [100, 100, 90, 90, 10_000]])
    venue.submit(buy(10, { children: bracket(95, 110) }))
    venue.run(1)
    venue.modify(3, limit(110), 4, startTime + HOUR_MS)
    venue.modify(2, stop(95), 4, startTime + HOUR_MS)
    venue.open(1)
    venue.modify(2, stop(95), 10, startTime + HOUR_MS + MINUTE_MS)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '3 sell 4 @ 110', '2 sell 6 @ 95'])
  })

  test('is nothing that a notional could reduce where there is no position', () => {
    const venue = new TestVenue([calm])
    venue.submit(sell(0, { quantity: { notional: 500 }, reduceOnly: true }))
    expect(venue.told('canceled')).toEqual(['canceled 1: there is no position to reduce'])
  })
})
