// What comes inside a bar that is walked in rows, before any of them is: it has its place among them by its time.

import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, plainTerms } from '../../model/order.js'
import { asApproved, buy } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { MINUTE_MS } from '../../model/time.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const flat: HandBar = [100, 100, 100, 100, 10]
const dips: HandBar = [100, 100, 94, 100, 10]
const minute = (count: number): number => startTime + count * MINUTE_MS

/** An hour of four quarters, of which one dips to 94. */
class Quarters {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker

  constructor(dipsIn: number) {
    const what = instrument('X', 'crypto', { lot: 1 })
    const rows = [0, 1, 2, 3].map((row) => (row === dipsIn ? dips : flat))
    const times = rows.map((_, row) => [minute(15 * row), minute(15 * row + 15)] as const)
    const detail = { instrument: what, timeframe: '15m', columns: new TestVenue(rows, { times }).columns } as const
    const { columns } = new TestVenue([[100, 100, 94, 100, 40]])
    this.broker = new SimulatedBroker([{ instrument: what, timeframe: '1h', columns, detail }], plainPolicy, (event) =>
      this.events.push(event),
    )
  }

  /** The hour has opened with an order in it. */
  open(order: OrderIntent): void {
    this.broker.submit({ clientOrderId: 1, intent: asApproved(order), childIds: [] }, startTime)
    this.broker.matchOpen(0, 0)
  }

  /** Walks the rows; answers when the order filled, in minutes. */
  walk(): number[] {
    this.broker.matchPath(0, 0)
    return this.events.flatMap(({ kind, time }) => (kind === 'filled' ? [(time - startTime) / MINUTE_MS] : []))
  }
}

describe('a price that is changed inside such a bar', () => {
  test.each([
    ['not yet in the row that it came in', 20, 1, []],
    ['in the row after that', 20, 2, [45]],
    ['in the row that begins when it comes', 30, 2, [45]],
    ['not in one that has ended by then', 30, 1, []],
  ])('works %s', (_, at, dipsIn, filled) => {
    const hour = new Quarters(dipsIn)
    hour.open(buy(1, { price: limit(80) }))
    hour.broker.modify(asApproved({ clientOrderId: 1, price: limit(95), quantity: null }), minute(at))
    expect(hour.walk()).toEqual(filled)
  })
})

test('an order whose time is over before the bar is has what the rows before its end gave it', () => {
  const hour = new Quarters(1)
  hour.open(buy(1, { price: limit(95), timeInForce: 'GTD', terms: { ...plainTerms, goodTill: minute(30) } }))
  hour.broker.endDue(minute(30))
  expect(hour.walk()).toEqual([30])
})

test('orders end by the clock in a bar that has not ended only once it was matched; one that ends then is not waited for', () => {
  const venue = new TestVenue([[100, 101, 99, 100]])
  venue.submit(buy(1, { price: limit(95), timeInForce: 'GTD', terms: { ...plainTerms, goodTill: minute(30) } }))
  venue.open(0)
  venue.broker.endDue(minute(60) - 1)
  expect(venue.told('expired')).toEqual([])
  venue.broker.endDue(minute(60))
  expect(venue.told('expired')).toEqual(['expired 1: GTD ended at 2024-01-08T00:30:00Z'])
})
