// Which of the two ways through a bar is taken, what of it is in doubt, and what a bar does that an order came inside.

import { describe, expect, test } from 'vitest'
import { buy, sell } from '../../model/order.testing.js'
import { limit, stopLimit, trailingStop } from '../../model/order-price.js'
import { MINUTE_MS } from '../../model/time.js'
import type { HaltSource } from './halts/halt-source.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const wide: HandBar = [100, 106, 94, 100]

describe('of two ways that leave the same', () => {
  test.each(['pessimistic', 'optimistic'] as const)('%s takes the one by the high first', (intrabar) => {
    const venue = new TestVenue([wide], { policy: { intrabar } })
    venue.submit(buy(10, { price: limit(98) }))
    venue.submit(sell(10, { price: limit(104) }))
    venue.run()
    expect(venue.trades).toEqual(['2 sell 10 @ 104', '1 buy 10 @ 98'])
    expect(venue.fills.map(({ ambiguous }) => ambiguous)).toEqual([false, false])
  })
})

test('the same lots at the same price are in doubt where on the other way another order gets them', () => {
  // By the high first the stop-limit triggers before the price falls, and stands first in line; by the low first it does not take part.
  const venue = new TestVenue([[100, 106, 94, 100, 100]], { policy: { intrabar: 'ohlc', participation: 0.1 } })
  venue.submit(buy(10, { price: stopLimit(105, 98) }))
  venue.submit(buy(10, { price: limit(98) }))
  venue.run()
  expect(venue.fills).toMatchObject([{ clientOrderId: 1, quantity: 10, price: 98, ambiguous: true }])
})

test('a trailing stop that comes inside a bar is not moved by the extreme of that bar', () => {
  const venue = new TestVenue(
    [
      [100, 120, 99, 100],
      [100, 101, 97, 100],
    ],
    { policy: { trailAnchor: 'high' } },
  )
  venue.open(0)
  venue.submit(sell(1, { price: trailingStop({ amount: 5 }) }), startTime + MINUTE_MS)
  venue.path(0)
  venue.run()
  expect(venue.trades).toEqual([])
  expect(venue.events.flatMap((event) => (event.kind === 'updated' ? [[event.time, event.price]] : []))).toEqual([
    [venue.columns.closeTime[1], trailingStop({ amount: 5 }, 96)],
  ])
})

test('a trailing stop of a buyer that bars move stands above their lows', () => {
  const venue = new TestVenue(
    [
      [100, 103, 94, 97],
      [97, 98, 96, 97],
    ],
    { policy: { trailAnchor: 'high' } },
  )
  venue.submit(buy(1, { price: trailingStop({ amount: 5 }) }))
  venue.run(1)
  expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', price: trailingStop({ amount: 5 }, 99) })
})

test('an order that a price band held back at the open fills once the bar has come inside the band', () => {
  const halts: HaltSource = {
    isHalted: () => false,
    bandAt: () => ({ lower: 95, upper: 103 }),
    heldAtBand: () => undefined,
    split: () => undefined,
  }
  const venue = new TestVenue([[103.5, 104, 100, 101]], { policy: { halts } })
  venue.submit(buy(1, { price: limit(103.6) }))
  venue.open(0)
  expect(venue.told('filled')).toEqual([])
  venue.path(0)
  expect(venue.told('filled')).toEqual(['filled 1'])
})

test('protection meets the price at which it woke once; where another order fills at its trigger it acts at that', () => {
  const venue = new TestVenue([[100, 106, 90, 100]])
  venue.submit(buy(1, { price: limit(94), strategy: 'other' }))
  venue.submit(buy(1, { children: [{ role: 'stop', price: { at: 94 } }] }))
  venue.run()
  expect(venue.fills.map(({ clientOrderId, price, rule }) => [clientOrderId, price, rule])).toEqual([
    [2, 100, 'market-at-open'],
    [1, 94, 'limit-at-limit'],
    [3, 94, 'stop-at-trigger'],
  ])
})

test('an order that nobody woke works in the bar after whose open it came, whenever children do', () => {
  const venue = new TestVenue([wide], { policy: { childActivation: 'next-bar' } })
  venue.open(0)
  venue.submit(buy(1, { price: limit(98) }), startTime)
  venue.path(0)
  expect(venue.trades).toEqual(['1 buy 1 @ 98'])
})
