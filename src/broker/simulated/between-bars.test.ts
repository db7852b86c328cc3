// What the venue does for its operator between bars: ends by the clock, bars that pass in silence, orders of its own.

import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type ChildIntent, childIntent, plainTerms } from '../../model/order.js'
import { asApproved, bracket, buy, sell } from '../../model/order.testing.js'
import { limit, marketOnClose } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type BarTimes, type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 94, 96, 100]
const half = startTime + HOUR_MS / 2
const never = Number.POSITIVE_INFINITY
const until = (goodTill: number) => ({ price: limit(90), timeInForce: 'GTD', terms: { ...plainTerms, goodTill } }) as const

describe('orders that end by the clock', () => {
  /** Two hours of X beside half hours of Y. */
  function twoBooks(): { broker: SimulatedBroker; told: () => string[] } {
    const events: OrderEvent[] = []
    const halves = [0, 1, 2, 3].map((index): BarTimes => [startTime + (index * HOUR_MS) / 2, startTime + ((index + 1) * HOUR_MS) / 2])
    const seriesOf = (id: string, { columns }: TestVenue) =>
      ({ instrument: instrument(id, 'crypto', { lot: 1 }), timeframe: '1h', columns }) as const
    const series = [seriesOf('X', new TestVenue([calm, calm])), seriesOf('Y', new TestVenue([calm, calm, calm, calm], { times: halves }))]
    const broker = new SimulatedBroker(series, plainPolicy, (event) => events.push(event))
    const told = (): string[] =>
      events.flatMap((event) =>
        event.kind === 'accepted' ? [] : [`${event.kind} ${event.clientOrderId} at ${(event.time - startTime) / MINUTE_MS}`],
      )
    return { broker, told }
  }
  const submit = (broker: SimulatedBroker, clientOrderId: number, order = buy(1)): void =>
    broker.submit({ clientOrderId, intent: asApproved(order), childIds: [] }, startTime)

  test('tell the earliest end of all instruments, and end at it', () => {
    const { broker, told } = twoBooks()
    expect(broker.nextEnd).toBe(never)
    submit(broker, 1, buy(1, until(startTime + 50 * MINUTE_MS)))
    submit(broker, 2, buy(1, { ...until(startTime + 40 * MINUTE_MS), instrument: 'Y' }))
    submit(broker, 3, buy(1, { ...until(startTime + 45 * MINUTE_MS), instrument: 'Y' }))
    expect(broker.nextEnd).toBe(startTime + 40 * MINUTE_MS)
    broker.endDue(startTime + 40 * MINUTE_MS - 1)
    expect(told()).toEqual([])
    broker.endDue(startTime + 40 * MINUTE_MS)
    expect(told()).toEqual(['expired 2 at 40'])
    expect(broker.nextEnd).toBe(startTime + 45 * MINUTE_MS)
    broker.endDue(startTime + 55 * MINUTE_MS)
    expect(told()).toEqual(['expired 2 at 40', 'expired 1 at 50', 'expired 3 at 45'])
    expect([broker.nextEnd, broker.hasOrders(0), broker.hasOrders(1)]).toEqual([never, false, false])
  })

  test('wait for a bar that has not ended: it is matched first', () => {
    const { broker, told } = twoBooks()
    submit(broker, 1, buy(1, until(half)))
    submit(broker, 2, buy(1, { ...until(half), instrument: 'Y' }))
    for (const book of [0, 1]) broker.matchOpen(book, 0)
    broker.matchPath(1, 0)
    expect(told()).toEqual(['expired 2 at 30'])
    broker.endDue(half)
    expect(told()).toEqual(['expired 2 at 30'])
    expect(broker.nextEnd).toBe(half)
    broker.matchPath(0, 0)
    expect(told().at(-1)).toBe('expired 1 at 60')
  })

  test('end with the data of their instrument, which then takes no others', () => {
    const { broker, told } = twoBooks()
    submit(broker, 1, buy(1, { price: limit(90) }))
    const end = startTime + 2 * HOUR_MS
    expect(broker.nextEnd).toBe(end + 1)
    expect([broker.trades('X', end), broker.trades('X', end + 1)]).toEqual([true, false])
    broker.endDue(end)
    expect(told()).toEqual([])
    broker.endDue(end + 1)
    expect(told()).toEqual([`canceled 1 at ${(end + 1 - startTime) / MINUTE_MS}`])
  })

  test('know the end of a child only when it has woken', () => {
    const venue = new TestVenue(Array.from({ length: 30 }, () => calm))
    venue.submit(buy(1, { children: [{ role: 'triggered', side: 'sell', lots: 1, price: marketOnClose() }] }))
    expect(venue.broker.nextEnd).toBe(startTime + 30 * HOUR_MS + 1)
    venue.run(1)
    // At the close of the day that is on.
    expect(venue.broker.nextEnd).toBe(startTime + 24 * HOUR_MS)
  })
})

describe('a bar that passes quietly', () => {
  test('is over: what comes then is changed at once, and has the whole next bar', () => {
    const venue = new TestVenue([calm, falls])
    venue.submit(buy(1, { price: limit(80) }))
    venue.open(0)
    venue.broker.passQuietly(0, 0)
    venue.modify(1, limit(95), null, startTime + HOUR_MS)
    venue.submit(buy(1), startTime + HOUR_MS)
    venue.open(1)
    venue.path(1)
    expect(venue.trades).toEqual(['2 buy 1 @ 100', '1 buy 1 @ 95'])
  })

  test('outside regular hours is counted where an order waited through it, as a matched one is', () => {
    const eight = Date.parse('2023-11-22T08:00:00-05:00')
    const times = [0, 1, 2].map((index): BarTimes => [eight + index * 30 * MINUTE_MS, eight + (index + 1) * 30 * MINUTE_MS])
    const series = ['X', 'Y'].map((id) => ({
      instrument: instrument(id, 'etf'),
      timeframe: '30m' as const,
      columns: new TestVenue([calm, calm, calm], { times }).columns,
    }))
    const broker = new SimulatedBroker(series, plainPolicy, () => undefined)
    for (const book of [0, 1]) broker.passQuietly(book, 0)
    expect(broker.barsOutside).toEqual([])
    broker.submit({ clientOrderId: 1, intent: asApproved(buy(1, { instrument: 'Y', price: limit(50) })), childIds: [] }, times[1]![0])
    for (const book of [0, 1]) broker.passQuietly(book, 1)
    expect(broker.barsOutside).toEqual([{ instrument: 'Y', bars: 1 }])
    for (const book of [0, 1]) {
      broker.matchOpen(book, 2)
      broker.matchPath(book, 2)
    }
    expect(broker.barsOutside).toEqual([{ instrument: 'Y', bars: 2 }])
  })
})

describe('an order that comes right after an open', () => {
  test('at market waits for the next, whatever fills meanwhile', () => {
    const venue = new TestVenue([falls, [97, 98, 96, 97, 100]])
    venue.submit(buy(1, { price: limit(95) }))
    venue.open(0)
    venue.submit(buy(1), startTime)
    venue.path(0)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 95', '2 buy 1 @ 97'])
  })

  test('has children that meet the price at which it fills', () => {
    const venue = new TestVenue([falls])
    venue.open(0)
    venue.submit(buy(1, { price: limit(95), children: [{ role: 'stop', price: { at: 97 } }] }), startTime)
    venue.path(0)
    expect(venue.trades).toEqual(['1 buy 1 @ 95', '2 sell 1 @ 95'])
    expect(venue.fills[1]?.rule).toBe('child-at-activation')
  })
})

test('a venue fills at the close of a decision under same-close alone', () => {
  const fillsAtClose = (timing: 'next-open' | 'same-close') => new TestVenue([calm], { policy: { timing } }).broker.fillsAtSameClose
  expect([fillsAtClose('next-open'), fillsAtClose('same-close')]).toEqual([false, true])
})

describe('the band in which bars pass without an order', () => {
  test('lies between the orders that wait; there is none where one acts at any price', () => {
    const venue = new TestVenue([calm, calm, calm])
    venue.submit(buy(1, { price: limit(80) }))
    venue.submit(sell(1, { price: limit(120) }))
    expect(venue.broker.idleBand(0)).toBeNull()
    venue.run(1)
    expect(venue.broker.idleBand(0)).toMatchObject({ below: 80, above: 120 })
    venue.submit(buy(1), startTime + HOUR_MS)
    expect(venue.broker.idleBand(0)).toBeNull()
  })
})

describe('an order of the broker’s own', () => {
  test('works without a word of acceptance, and closes no more than there is', () => {
    const venue = new TestVenue([calm, falls, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.broker.liquidate(50, sell(25, { reduceOnly: true, role: 'liquidation' }), startTime + HOUR_MS)
    venue.run()
    expect(venue.told('accepted')).toEqual(['accepted 1'])
    expect(venue.events.filter(({ clientOrderId }) => clientOrderId === 50)).toMatchObject([
      { kind: 'updated', quantity: 10, time: startTime + HOUR_MS },
      { kind: 'filled', done: true, fill: { role: 'liquidation', side: 'sell', quantity: 10, price: 100, barIndex: 1 } },
    ])
  })

  test('buys a short position back', () => {
    const venue = new TestVenue([calm, calm])
    venue.submit(sell(10))
    venue.run(1)
    venue.broker.liquidate(50, buy(4, { reduceOnly: true }), startTime + HOUR_MS)
    venue.run()
    expect(venue.trades).toEqual(['1 sell 10 @ 100', '50 buy 4 @ 100'])
  })

  test('that comes inside a bar waits for the next open', () => {
    const venue = new TestVenue([calm, [98, 99, 97, 98, 100]])
    venue.submit(buy(10))
    venue.open(0)
    venue.broker.liquidate(50, sell(10, { reduceOnly: true }), startTime)
    venue.path(0)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '50 sell 10 @ 98'])
  })
})

test('children are as the sender has them at hand, or as the venue makes them', () => {
  const order = buy(10, {
    children: [...bracket(97, 110), { role: 'triggered', side: 'sell', lots: 3, price: limit(100.5) }] as ChildIntent[],
  })
  const trades = [undefined, order.children.map((child) => childIntent(order, child))].map((childIntents) => {
    const venue = new TestVenue([[100, 101, 96, 98, 1_000]])
    venue.broker.submit({ clientOrderId: 1, intent: asApproved(order), childIds: [7, 8, 9], childIntents }, startTime)
    venue.run()
    return [...venue.trades, ...venue.told('accepted', 'canceled')]
  })
  expect(trades[0]).toEqual([
    '1 buy 10 @ 100',
    '9 sell 3 @ 100.5',
    '7 sell 7 @ 97',
    ...['accepted 1', 'accepted 7', 'accepted 8', 'accepted 9', 'canceled 8: its sibling filled'],
  ])
  expect(trades[1]).toEqual(trades[0])
})
