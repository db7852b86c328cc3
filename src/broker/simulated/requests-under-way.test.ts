// Requests that travelled and arrive while a bar is open: they wait for the end of it.

import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type OrderIntent, plainTerms } from '../../model/order.js'
import { asApproved, buy } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import type { VenueRequest } from './latency-line.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 90, 92, 100]
const inside = startTime + 20 * MINUTE_MS
const cancel = (clientOrderId: number): VenueRequest => ({ kind: 'cancel', clientOrderId, why: 'asked' })
const all = (...instruments: readonly string[]): VenueRequest => ({ kind: 'cancel-all', instruments: new Set(instruments), why: 'asked' })
const change = (clientOrderId: number, at: number): VenueRequest => ({
  kind: 'modify',
  change: asApproved({ clientOrderId, price: limit(at), quantity: null }),
})

/** Hours of X beside half hours of Y. */
class Market {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker
  #nextId = 1

  constructor(x: readonly HandBar[], y: readonly HandBar[] = []) {
    const halves = y.map((_, index) => [startTime + (index * HOUR_MS) / 2, startTime + ((index + 1) * HOUR_MS) / 2] as const)
    const series = [
      { instrument: instrument('X', 'crypto', { lot: 1 }), timeframe: '1h', columns: new TestVenue(x).columns },
      { instrument: instrument('Y', 'crypto', { lot: 1 }), timeframe: '30m', columns: new TestVenue(y, { times: halves }).columns },
    ] as const
    this.broker = new SimulatedBroker(series, plainPolicy, (event) => this.events.push(event))
  }

  submit(order: OrderIntent, time = startTime): void {
    this.broker.submit({ clientOrderId: this.#nextId++, intent: asApproved(order), childIds: [] }, time)
  }

  /** What happened since the orders were accepted, and after how many minutes: `filled 1 at 60`. */
  get told(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'accepted' ? [] : [`${event.kind} ${event.clientOrderId} at ${(event.time - startTime) / MINUTE_MS}`],
    )
  }
}

describe('a cancel that arrives inside a bar', () => {
  const market = (x: HandBar): Market => {
    const one = new Market([x, falls])
    one.submit(buy(10, { price: limit(95) }))
    return one
  }

  test('finds the order filled where the bar reached it, and is told so when the bar is over', () => {
    const one = market(falls)
    one.broker.matchOpen(0, 0)
    one.broker.receive(cancel(1), inside, [])
    expect(one.told).toEqual([])
    one.broker.matchPath(0, 0)
    expect(one.told).toEqual(['filled 1 at 60', 'cancel-rejected 1 at 60'])
  })

  test('ends an order that the bar did not reach, before the next bar, and once', () => {
    const one = market(calm)
    one.broker.matchOpen(0, 0)
    one.broker.receive(cancel(1), inside, [])
    one.broker.matchPath(0, 0)
    one.broker.matchOpen(0, 1)
    one.broker.matchPath(0, 1)
    expect(one.told).toEqual(['canceled 1 at 60'])
  })

  test('acts at once at the open of the bar, and between bars', () => {
    const atOpen = market(falls)
    atOpen.broker.matchOpen(0, 0)
    atOpen.broker.receive(cancel(1), startTime, [])
    expect(atOpen.told).toEqual(['canceled 1 at 0'])
    const between = market(falls)
    between.broker.receive(cancel(1), startTime - MINUTE_MS, [])
    expect(between.told).toEqual(['canceled 1 at -1'])
  })

  test('of an order that nobody knows waits for no bar', () => {
    const one = market(falls)
    one.broker.matchOpen(0, 0)
    one.broker.receive(cancel(7), inside, [])
    expect(one.told).toEqual(['cancel-rejected 7 at 20'])
  })
})

test('a change that arrives inside a bar is told when the bar is over, and works in the next', () => {
  const one = new Market([[100, 101, 96, 100, 100], falls])
  one.submit(buy(10, { price: limit(80) }))
  one.broker.matchOpen(0, 0)
  one.broker.receive(change(1, 97), inside, [])
  one.broker.matchPath(0, 0)
  expect(one.told).toEqual(['updated 1 at 60'])
  one.broker.matchOpen(0, 1)
  one.broker.matchPath(0, 1)
  expect(one.told).toEqual(['updated 1 at 60', 'filled 1 at 120'])
})

test('requests that arrive inside one bar act in the order in which they came', () => {
  const one = new Market([calm, falls])
  one.submit(buy(10, { price: limit(95) }))
  one.broker.matchOpen(0, 0)
  one.broker.receive(change(1, 96), inside, [])
  one.broker.receive(cancel(1), inside, [])
  one.broker.receive(change(1, 97), inside + MINUTE_MS, [])
  one.broker.matchPath(0, 0)
  expect(one.told).toEqual(['updated 1 at 60', 'canceled 1 at 60', 'update-rejected 1 at 60'])
})

describe('splits that come over a request', () => {
  const limits = ({ broker }: Market): unknown[] => broker.working.map(({ lots, price }) => [lots, price])

  test('have an order ask for what it asked for, one after the other', () => {
    const one = new Market([calm])
    const ticket = { clientOrderId: 1, intent: asApproved(buy(10, { price: limit(60) })), childIds: [] }
    one.broker.receive({ kind: 'submit', ticket }, startTime, [3, 2])
    expect(limits(one)).toEqual([[60, limit(10)]])
  })

  test('have a change ask so too', () => {
    const one = new Market([calm])
    one.submit(buy(60, { price: limit(10) }))
    const raised = asApproved({ clientOrderId: 1, price: limit(66), quantity: 20 })
    one.broker.receive({ kind: 'modify', change: raised }, startTime, [3, 2])
    expect(limits(one)).toEqual([[120, limit(11)]])
  })

  test('end an order that a change leaves no lot of, and count what has filled off the change', () => {
    const one = new Market([calm])
    one.submit(buy(100, { price: limit(60) }))
    const lots = (quantity: number): VenueRequest => ({
      kind: 'modify',
      change: asApproved({ clientOrderId: 1, price: limit(60), quantity }),
    })
    one.broker.receive(lots(5), startTime, [0.2])
    expect(limits(one)).toEqual([[1, limit(300)]])
    one.broker.receive(lots(4), startTime, [0.2])
    expect([limits(one), one.events.at(-1)]).toMatchObject([[], { kind: 'canceled', why: 'the split leaves less than one lot' }])
  })

  test('go with a change that waits for the end of a bar once it has come', () => {
    const one = new Market([calm])
    one.submit(buy(10, { price: limit(60) }))
    one.broker.matchOpen(0, 0)
    one.broker.receive(change(1, 66), inside, [2])
    one.broker.matchPath(0, 0)
    expect(limits(one)).toEqual([[10, limit(33)]])
  })

  test('also where it waits for the end of a bar', () => {
    const one = new Market([calm])
    one.submit(buy(10, { price: limit(60), timeInForce: 'GTC' }))
    one.broker.matchOpen(0, 0)
    one.broker.receive(change(1, 66), inside, [])
    one.broker.split('X', 2, inside)
    expect(limits(one)).toEqual([[20, limit(30)]])
    one.broker.matchPath(0, 0)
    expect(limits(one)).toEqual([[20, limit(33)]])
  })
})

describe('several instruments', () => {
  test('each wait for their own bar', () => {
    const two = new Market([falls], [calm, falls])
    two.submit(buy(10, { price: limit(95) }))
    two.submit(buy(10, { price: limit(95), instrument: 'Y' }))
    for (const book of [0, 1]) two.broker.matchOpen(book, 0)
    two.broker.receive(cancel(1), inside, [])
    two.broker.receive(cancel(2), inside, [])
    two.broker.matchPath(1, 0)
    expect(two.told).toEqual(['canceled 2 at 30'])
    two.broker.matchOpen(1, 1)
    two.broker.matchPath(0, 0)
    expect(two.told.slice(1)).toEqual(['filled 1 at 60', 'cancel-rejected 1 at 60'])
  })

  test('of a cancel of everything each ends its own, and those that trade elsewhere work on', () => {
    const orders = (two: Market): void => {
      two.submit(buy(10, { price: limit(95) }))
      two.submit(buy(10, { price: limit(95), instrument: 'Y' }))
      for (const book of [0, 1]) two.broker.matchOpen(book, 0)
    }
    const both = new Market([calm], [calm, calm])
    orders(both)
    both.broker.receive(all('X', 'Y'), inside, [])
    both.broker.matchPath(1, 0)
    both.broker.matchOpen(1, 1)
    both.broker.matchPath(0, 0)
    expect(both.told).toEqual(['canceled 2 at 30', 'canceled 1 at 60'])
    const one = new Market([falls], [falls])
    orders(one)
    one.broker.receive(all('X'), startTime, [])
    one.broker.matchPath(1, 0)
    expect(one.told).toEqual(['canceled 1 at 0', 'filled 2 at 30'])
  })

  test('a bar goes on for its request alone where another instrument ended the order', () => {
    const two = new Market([calm], [falls, calm])
    const terms = { ...plainTerms, oca: { group: 'g', type: 1 } } as const
    two.submit(buy(10, { price: limit(95), terms }))
    two.submit(buy(10, { price: limit(95), terms, instrument: 'Y' }))
    for (const book of [0, 1]) two.broker.matchOpen(book, 0)
    expect(two.broker.idleBand(0)).toMatchObject({ below: 95, above: Number.POSITIVE_INFINITY })
    two.broker.receive(cancel(1), inside, [])
    two.broker.matchPath(1, 0)
    expect(two.told).toEqual(['filled 2 at 30', 'canceled 1 at 30'])
    expect([two.broker.hasOrders(0), two.broker.hasOrders(1)]).toEqual([true, false])
    expect([two.broker.idleBand(0), two.broker.idleBand(1)]).toEqual([null, expect.anything()])
    two.submit(buy(10, { price: limit(50), instrument: 'Y' }), inside + 10 * MINUTE_MS)
    two.broker.matchOpen(1, 1)
    two.broker.receive(cancel(3), inside + 20 * MINUTE_MS, [])
    expect(two.broker.hasOrders(0)).toBe(true)
    two.broker.matchPath(0, 0)
    expect(two.told.slice(2)).toEqual(['cancel-rejected 1 at 60'])
    expect([two.broker.hasOrders(0), two.broker.idleBand(0)]).toEqual([false, expect.anything()])
  })
})
