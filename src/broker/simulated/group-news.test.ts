// How orders of a group hear of fills, in their own instrument and in others (docs/FILLS.md, Groups).

import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, plainTerms } from '../../model/order.js'
import { asApproved, buy, intent, sell } from '../../model/order.testing.js'
import { limit, stop } from '../../model/order-price.js'
import type { OcaGroup } from '../../model/signal.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const wide: HandBar = [100, 106, 94, 100, 1_000]
const grouped = (type: OcaGroup['type'], group = 'g') => ({ terms: { ...plainTerms, oca: { group, type } } })
const ended = 'another order of its group g filled'

describe('what a part of an order takes from the others', () => {
  const policy = { participation: 0.04 }
  const quantities = (venue: TestVenue): unknown[] =>
    venue.events.flatMap((event) => (event.kind === 'updated' ? [[event.clientOrderId, event.quantity]] : []))

  test('of a notional is the part of its currency', () => {
    const venue = new TestVenue([calm, calm], { policy })
    venue.submit(intent('buy', 0, { ...grouped(2), quantity: { notional: 2_000 } }))
    venue.submit(sell(10, { ...grouped(2), price: limit(150) }))
    venue.run()
    // 400 of 2,000 leaves eight of ten; then 400 of 1,600 leaves six of the eight.
    expect(venue.trades).toEqual(['1 buy 4 @ 100', '1 buy 4 @ 100'])
    expect(quantities(venue)).toEqual([
      [2, 8],
      [2, 6],
    ])
  })

  test('is taken from the lots that a change asked for inside the bar as well', () => {
    const venue = new TestVenue([calm, [100, 100.5, 99.2, 100, 100], [100, 121, 99.8, 120, 10_000]], { policy })
    venue.submit(buy(10, { ...grouped(2), price: limit(99.5) }))
    venue.submit(sell(10, { ...grouped(2), price: limit(120) }))
    venue.run(1)
    expect(quantities(venue)).toEqual([[2, 6]])
    venue.open(1)
    venue.modify(2, limit(120), 12, startTime + HOUR_MS + MINUTE_MS)
    venue.path(1)
    // Four of six more: of six there are two left, and two of the six that were asked for.
    expect(quantities(venue).at(-1)).toEqual([2, 4])
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 sell 4 @ 120')
  })

  test('of one raised inside the bar counts what it was raised by', () => {
    const venue = new TestVenue([calm, [100, 100.5, 99.2, 100, 100]], { policy })
    venue.submit(buy(4, { ...grouped(2), price: limit(99.5) }))
    venue.submit(sell(10, { ...grouped(2), price: limit(120) }))
    venue.open(0)
    venue.modify(1, limit(99.5), 8, startTime + MINUTE_MS)
    venue.path(0)
    expect(venue.trades).toEqual(['1 buy 4 @ 99.5'])
    // Four of eight.
    expect(quantities(venue).at(-1)).toEqual([2, 5])
  })

  test('ends one that is left less than a lot', () => {
    const venue = new TestVenue([calm], { policy })
    venue.submit(buy(10, { ...grouped(2), price: limit(99.5) }))
    venue.submit(sell(1, { ...grouped(2), price: limit(120) }))
    venue.run()
    expect(venue.told('updated', 'canceled')).toEqual([`canceled 2: ${ended}`])
  })

  test('is all of a notional where the whole of it filled', () => {
    const venue = new TestVenue([calm])
    venue.submit(buy(4, { ...grouped(2), price: limit(99.5) }))
    venue.submit(intent('buy', 0, { ...grouped(2), quantity: { notional: 2_000 }, price: stop(105) }))
    venue.run()
    expect(venue.told('updated', 'canceled')).toEqual([`canceled 2: ${ended}`])
  })

  test('takes the closing part of a reversal down with the rest of it', () => {
    const venue = new TestVenue([calm, [100, 100, 99, 100, 100], [100, 100, 100, 100, 10_000], [100, 121, 100, 120, 10_000]], {
      policy: { participation: 0.2 },
    })
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(buy(40, { ...grouped(2), strategy: 's', price: limit(99.5) }))
    venue.submit(sell(14, { ...grouped(2), closing: 10, price: limit(120) }))
    venue.run(1)
    // Half of the bid filled: of fourteen seven are left, all of which close a part of what is now a long of thirty.
    expect(quantities(venue)).toEqual([[3, 7]])
    venue.broker.cancel(2, startTime + 2 * HOUR_MS, 'enough')
    venue.submit(sell(25, { reduceOnly: true }))
    venue.run(1)
    // A long of five is left to close.
    expect(quantities(venue).at(-1)).toEqual([3, 5])
    venue.run()
    expect(venue.trades.at(-1)).toBe('3 sell 5 @ 120')
  })

  test('takes what a reversal beside it has closed off the closing part once', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 1_000], calm, [100, 100, 100, 100, 10_000], [100, 100, 90, 95, 10_000]], {
      policy: { participation: 0.1 },
    })
    venue.submit(sell(20))
    venue.run(1)
    venue.submit(buy(33, { ...grouped(2), closing: 20, price: limit(98) }))
    venue.submit(buy(33, { ...grouped(2), closing: 20, price: limit(99.5) }))
    venue.run(1)
    // Ten of the second closed ten of the short: of the first ten are left to close and thirteen to open.
    expect(quantities(venue)).toEqual([[2, 23]])
    venue.broker.cancel(3, startTime + 2 * HOUR_MS, 'enough')
    venue.run()
    expect(venue.trades.at(-1)).toBe('2 buy 23 @ 98')
  })
})

/** Instruments whose hours have the same times. */
class Books {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker
  readonly #count: number
  #nextId = 1

  constructor(hours: Readonly<Record<string, readonly HandBar[]>>, policy: Partial<VenuePolicy> = {}) {
    const series = Object.entries(hours).map(
      ([id, bars]) =>
        ({ instrument: instrument(id, 'crypto', { lot: 1 }), timeframe: '1h', columns: new TestVenue(bars).columns }) as const,
    )
    this.#count = series.length
    this.broker = new SimulatedBroker(series, { ...plainPolicy, ...policy }, (event) => this.events.push(event))
  }

  submit(id: string, order: OrderIntent, time = startTime): void {
    this.broker.submit({ clientOrderId: this.#nextId++, intent: asApproved({ ...order, instrument: id }), childIds: [] }, time)
  }

  run(from: number, to = from): void {
    for (let bar = from; bar <= to; bar++) {
      for (let book = 0; book < this.#count; book++) this.broker.matchOpen(book, bar)
      for (let book = 0; book < this.#count; book++) this.broker.matchPath(book, bar)
    }
  }

  /** What happened since the orders were accepted, after how many hours, and to how many lots: `updated 2 at 1: 6`. */
  get told(): string[] {
    return this.events.flatMap((event) => {
      if (event.kind === 'accepted') return []
      const lots = event.kind === 'filled' ? `: ${event.fill.quantity}` : event.kind === 'updated' ? `: ${event.quantity}` : ''
      return [`${event.kind} ${event.clientOrderId} at ${(event.time - startTime) / HOUR_MS}${lots}`]
    })
  }
}

describe('a fill that does not block', () => {
  const bid = { ...grouped(3), price: limit(95) }

  test('is heard of elsewhere when its time is over, by the part that filled', () => {
    const books = new Books({ X: [wide, calm], Y: [calm, calm] }, { participation: 0.004 })
    books.submit('X', buy(10, bid))
    books.submit('Y', buy(10, bid))
    books.run(0)
    expect(books.told).toEqual(['filled 1 at 1: 4'])
    for (const book of [0, 1]) books.broker.matchOpen(book, 1)
    // The bar that ends and the one that begins have one time.
    expect(books.told).toHaveLength(1)
    books.broker.matchPath(0, 1)
    expect(books.told.slice(1)).toEqual(['updated 2 at 2: 6'])
  })

  test('is heard of before the path of a bar that ends later, and not by one that ends at its time', () => {
    const books = new Books({ X: [calm, wide], Y: [calm, wide] })
    books.submit('X', buy(10, grouped(3)))
    books.submit('Y', buy(10, bid))
    books.run(0)
    expect(books.told).toEqual(['filled 1 at 0: 10', 'canceled 2 at 1'])
    const together = new Books({ X: [wide], Y: [wide] })
    together.submit('X', buy(10, bid))
    together.submit('Y', buy(10, bid))
    together.run(0)
    expect(together.told).toEqual(['filled 1 at 1: 10', 'filled 2 at 1: 10'])
  })

  test('and another at the same time take one after the other', () => {
    const books = new Books({ X: [wide, calm], Y: [wide, calm], Z: [calm, calm] }, { participation: 0.005 })
    books.submit('X', buy(10, bid))
    books.submit('Y', buy(20, bid))
    books.submit('Z', buy(80, bid))
    books.run(0, 1)
    expect(books.told).toEqual([
      'filled 1 at 1: 5',
      'filled 2 at 1: 5',
      // Half of the first is filled, and a quarter of the second: each takes that part of the others.
      'updated 2 at 2: 7',
      'updated 3 at 2: 40',
      'updated 1 at 2: 3',
      'updated 3 at 2: 30',
    ])
  })
})

describe('a fill that blocks', () => {
  test('in one book is heard of once in each, whatever else it did there', () => {
    const books = new Books({ X: [wide], Y: [calm] }, { participation: 0.005 })
    books.submit('X', buy(10, { ...grouped(2), price: limit(95) }))
    books.submit('X', sell(10, { ...grouped(2), price: stop(50) }))
    books.submit('Y', buy(10, { ...grouped(2), price: limit(50) }))
    books.run(0)
    expect(books.told).toEqual(['filled 1 at 1: 5', 'updated 2 at 1: 5', 'updated 3 at 1: 5'])
  })

  test('is no news to orders of no group, of another, or of another strategy', () => {
    const books = new Books({ X: [calm], Y: [calm] })
    books.submit('X', buy(10, grouped(1)))
    books.submit('Y', buy(10, { price: limit(50) }))
    books.submit('Y', buy(10, { ...grouped(1, 'h'), price: limit(50) }))
    books.submit('Y', buy(10, { ...grouped(1), strategy: 'other', price: limit(50) }))
    books.submit('Y', buy(10, { ...grouped(1), price: limit(50) }))
    books.run(0)
    expect(books.told).toEqual(['filled 1 at 0: 10', 'canceled 5 at 0'])
  })
})

test('every group of a strategy that has filled is over, each by its own name', () => {
  const venue = new TestVenue([calm, calm])
  venue.submit(buy(1, grouped(1, 'g')))
  venue.submit(buy(1, grouped(1, 'h')))
  venue.run(1)
  for (const group of ['g', 'h', 'i']) venue.submit(buy(1, grouped(1, group)))
  expect(venue.told('rejected')).toEqual([
    'rejected 3: its group g has filled: a new group needs a new name',
    'rejected 4: its group h has filled: a new group needs a new name',
  ])
  venue.run()
  expect(venue.fills.map(({ clientOrderId }) => clientOrderId)).toEqual([1, 2, 5])
})
