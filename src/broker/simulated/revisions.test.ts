// Executions that the venue takes back or puts right: what is held there follows what stands of each.

import { expect, test } from 'vitest'
import type { Fill } from '../../model/fill.js'
import { buy, sell } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import { HeldLots } from './held-lots.js'
import { startTime, TestVenue } from './venue.testing.js'

/** Ten bought in one execution, and what is held after each revision of it: null takes it back. */
function held(...revisions: readonly (number | null)[]): (number | undefined)[] {
  const venue = new TestVenue([[100, 101, 99, 100, 100]])
  venue.submit(buy(10))
  venue.run()
  const fill = venue.fills[0] as Fill
  return revisions.map((quantity) => {
    venue.broker.revise({ fill, becomes: quantity === null ? null : { ...fill, quantity }, time: startTime })
    return venue.broker.lots.get('X')
  })
}

test('a bust takes all of it, a correction what is too much', () => {
  expect([held(null), held(4), held(12)]).toEqual([[0], [4], [12]])
})

test('of several revisions each begins with what the one before it left', () => {
  expect(held(4, null)).toEqual([4, 0])
  expect(held(4, 7, 7)).toEqual([4, 7, 7])
  expect(held(null, 10)).toEqual([0, 10])
})

test('what only reduces shrinks with what stands', () => {
  const venue = new TestVenue([
    [100, 101, 99, 100, 100],
    [100, 101, 99, 100, 100],
  ])
  venue.submit(buy(10))
  venue.run(1)
  const exit = venue.submit(sell(10, { role: 'exit', reduceOnly: true, price: limit(110) }))
  const fill = venue.fills[0] as Fill
  venue.broker.revise({ fill, becomes: { ...fill, quantity: 4 }, time: startTime })
  venue.broker.revise({ fill, becomes: { ...fill, quantity: 3 }, time: startTime })
  expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', clientOrderId: exit, quantity: 3 })
})

test('of a fill from before a split counts in the shares of today, whoever had heard of it', () => {
  const venue = new TestVenue([[100, 101, 99, 100, 100]])
  venue.submit(buy(10))
  venue.run()
  const fill = venue.fills[0] as Fill
  const revised = (quantity: number | null) => {
    venue.broker.revise({ fill, becomes: quantity === null ? null : { ...fill, quantity }, time: startTime + HOUR_MS })
    return venue.broker.lots.get('X')
  }
  expect(revised(4)).toBe(4)
  venue.broker.split('X', 3, startTime + HOUR_MS)
  expect(venue.broker.lots.get('X')).toBe(12)
  expect([revised(5), revised(null)]).toEqual([15, 0])
})

test('listings of one asset split once, and fractions of lots are paid out', () => {
  const held = new HeldLots()
  held.move('s', 7)
  held.move('t', -7)
  held.split(0.5, startTime)
  held.split(0.5, startTime)
  expect([held.of('s'), held.of('t'), held.net]).toEqual([3, -3, 0])
  held.clear()
  expect(held.of('s')).toBe(0)
  held.move('s', 49)
  held.split(1 / 49, startTime + 1)
  expect(held.of('s')).toBe(1)
})

test('what is put right over a reverse split leaves as many whole lots as if it had been right before', () => {
  const held = new HeldLots()
  held.move('s', 14)
  held.split(0.2, startTime)
  expect(held.of('s')).toBe(2)
  // 15, 11 and 9 of before the split.
  held.correct('s', 1, startTime - 1)
  expect(held.of('s')).toBe(3)
  held.correct('s', -4, startTime - 1)
  expect(held.of('s')).toBe(2)
  held.correct('s', -2, startTime - 1)
  expect(held.of('s')).toBe(1)
  held.correct('s', -1, startTime)
  expect(held.of('s')).toBe(0)
  // Of a strategy that held nothing then, over two splits.
  held.split(0.5, startTime + 1)
  held.correct('t', -29, startTime - 1)
  expect(held.of('t')).toBe(-2)
})
