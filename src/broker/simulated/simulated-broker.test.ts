import { describe, expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import type { BrokerEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { asApproved, bracket, buy, sell } from '../../model/order.testing.js'
import { limit, stop, stopLimit } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import { perShareFees } from './fees.js'
import type { VenuePolicy } from './policy.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type BarTimes, type HandBar, plainPolicy, startTime, TestVenue, type VenueOptions } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 94, 96, 100]

describe('cancel', () => {
  test('a canceled order never fills', () => {
    const venue = new TestVenue([falls])
    const id = venue.submit(buy(1, { price: limit(95) }))
    venue.broker.cancel(id, 7, 'the strategy canceled it')
    venue.run()
    expect(venue.events.slice(1)).toEqual([{ kind: 'canceled', clientOrderId: id, time: 7, why: 'the strategy canceled it' }])
    expect(venue.broker.hasOrders(0)).toBe(false)
  })

  test('of an order that is unknown, filled or canceled already comes too late, and is told so', () => {
    const venue = new TestVenue([falls])
    const filled = venue.submit(buy(1))
    const canceled = venue.submit(buy(1, { price: limit(50) }))
    venue.run()
    venue.broker.cancel(canceled, 1, 'first')
    const before = venue.events.length
    for (const id of [filled, canceled, 99]) venue.broker.cancel(id, 2, 'second')
    const why = 'too late: nothing works under this id'
    expect(venue.events.slice(before)).toEqual(
      [filled, canceled, 99].map((clientOrderId) => ({ kind: 'cancel-rejected', clientOrderId, time: 2, why })),
    )
  })

  test('cancelAll ends everything in every book, each once', () => {
    const events: BrokerEvent[] = []
    const broker = twoBooks(events)
    broker.submit({ clientOrderId: 1, intent: asApproved(buy(1, { price: limit(50), children: bracket(40, 60) })), childIds: [2, 3] }, 0)
    broker.submit({ clientOrderId: 4, intent: asApproved(buy(1, { instrument: 'Y', price: limit(50) })), childIds: [] }, 0)
    broker.cancelAll(9, 'the kill switch')
    expect(events.flatMap((event) => (event.kind === 'canceled' ? [event.clientOrderId] : []))).toEqual([1, 2, 3, 4])
    expect([broker.hasOrders(0), broker.hasOrders(1)]).toEqual([false, false])
  })
})

describe('modify', () => {
  test('a new price works from the next match on', () => {
    const venue = new TestVenue([calm, falls])
    const id = venue.submit(buy(1, { price: limit(90) }))
    venue.run(1)
    venue.modify(id, limit(95))
    venue.run()
    expect(venue.fills).toMatchObject([{ price: 95, barIndex: 1 }])
    expect(venue.events[1]).toEqual({ kind: 'updated', clientOrderId: id, time: expect.any(Number), price: limit(95), quantity: null })
  })

  test('a quantity is that of the whole order, with what has filled; null leaves it', () => {
    const venue = new TestVenue([calm, calm, calm, calm], { policy: { participation: 0.1 } })
    const id = venue.submit(buy(25))
    venue.run(1)
    venue.modify(id, { type: 'market' }, 14)
    venue.run(1)
    expect(venue.fills.map((fill) => fill.quantity)).toEqual([10, 4])
    expect(venue.broker.hasOrders(0)).toBe(false)
    const other = venue.submit(buy(3, { price: limit(50) }))
    venue.modify(other, limit(200))
    venue.run()
    expect(venue.fills.at(-1)).toMatchObject({ clientOrderId: other, quantity: 3 })
  })

  test('a stop that has triggered is a market order: its price can change no more', () => {
    const venue = new TestVenue(
      [
        [100, 101, 99, 100, 10],
        [97, 98, 96, 97, 100],
      ],
      { policy: { participation: 0.1 } },
    )
    venue.submit(sell(1, { price: limit(100.5) }))
    const id = venue.submit(buy(1, { price: stop(100.8) }))
    venue.run(1)
    venue.modify(id, stop(200))
    venue.run()
    expect(venue.fills.at(-1)).toMatchObject({ clientOrderId: id, price: 97 })
  })

  test('a woken child takes a new price', () => {
    const venue = new TestVenue([calm, falls])
    venue.submit(buy(1, { children: bracket(90, 110) }))
    venue.run(1)
    venue.modify(2, stop(97))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 100', '2 sell 1 @ 97'])
  })

  test('to no more than has filled is refused', () => {
    const venue = new TestVenue([calm, calm], { policy: { participation: 0.1 } })
    const id = venue.submit(buy(25))
    venue.run(1)
    venue.modify(id, { type: 'market' }, 10)
    expect(venue.told('update-rejected')).toEqual([`update-rejected ${id}: as much has filled already`])
    venue.run()
    expect(venue.fills.map((fill) => fill.quantity)).toEqual([10, 10])
  })

  test('an order that is gone stays gone: the change comes too late', () => {
    const venue = new TestVenue([calm, falls])
    const id = venue.submit(buy(1))
    venue.run(1)
    const before = venue.events.length
    venue.modify(id, limit(95), 5)
    venue.run()
    expect(venue.events.slice(before).map((event) => event.kind)).toEqual(['update-rejected'])
  })
})

describe('DAY orders', () => {
  const xnys = calendar('XNYS')
  const hours = (date: string): { open: number; close: number } => xnys.session(date) as { open: number; close: number }
  const wednesday = hours('2024-11-27')
  /** The day after Thanksgiving: it closes at 13:00 in New York. */
  const friday = hours('2024-11-29')
  const etf = instrument('X', 'etf')
  const daily: readonly BarTimes[] = [wednesday, friday].map(({ open, close }): BarTimes => [open, close])
  const resting = { price: limit(50), timeInForce: 'DAY' } as const

  const expiries = (venue: TestVenue): [number, number][] =>
    venue.events.flatMap((event): [number, number][] => (event.kind === 'expired' ? [[event.clientOrderId, event.time]] : []))

  test('the early close is one', () => {
    expect(new Date(friday.close).toISOString()).toBe('2024-11-29T18:00:00.000Z')
  })

  test.each<VenuePolicy['session']>(['regular', 'as-recorded'])('work for one session; GTC orders work on (%s)', (session) => {
    const venue = new TestVenue([calm, [60, 60, 40, 45, 100]], { times: daily, instrument: etf, policy: { session } })
    venue.submit(buy(1, resting))
    venue.submit(buy(1, { price: limit(50) }))
    venue.run()
    expect(expiries(venue)).toEqual([[1, session === 'regular' ? wednesday.close : friday.open]])
    expect(venue.trades).toEqual(['2 buy 1 @ 50'])
  })

  test('decided at a close, they work in the next session', () => {
    const venue = new TestVenue([calm, calm], { times: daily, instrument: etf })
    venue.open(0)
    venue.path(0)
    venue.submit(buy(1, resting), wednesday.close)
    venue.run()
    expect(expiries(venue)).toEqual([[1, friday.close]])
  })

  const fridayAndAfter: readonly BarTimes[] = [
    [friday.open, friday.open + HOUR_MS],
    [friday.close - HOUR_MS, friday.close],
    [friday.close, friday.close + HOUR_MS],
    [hours('2024-12-02').open, hours('2024-12-02').close],
  ]

  test('regular: end at an early close, and a later bar of that day finds nothing', () => {
    const venue = new TestVenue([calm, calm, falls, falls], { times: fridayAndAfter, instrument: etf })
    venue.submit(buy(1, { ...resting, price: limit(95) }))
    venue.run()
    expect(expiries(venue)).toEqual([[1, friday.close]])
    expect(venue.trades).toEqual([])
  })

  test('as-recorded: work through every bar of the recorded day, and end before the first of the next', () => {
    const recorded: VenueOptions = { times: fridayAndAfter, instrument: etf, policy: { session: 'as-recorded' } }
    const after = new TestVenue([calm, calm, falls, falls], recorded)
    after.submit(buy(1, { ...resting, price: limit(95) }))
    after.run()
    expect(after.fills).toMatchObject([{ barIndex: 2 }])

    const waiting = new TestVenue([calm, calm, calm, falls], recorded)
    waiting.submit(buy(1, { ...resting, price: limit(95) }))
    waiting.run()
    expect(expiries(waiting)).toEqual([[1, fridayAndAfter[3]?.[0]]])
    expect(waiting.fills).toEqual([])
  })

  test('what a part-filled one leaves expires, its protection stays', () => {
    const venue = new TestVenue([calm, [97, 98, 94, 95, 100]], { times: daily, instrument: etf, policy: { participation: 0.1 } })
    venue.submit(buy(25, { timeInForce: 'DAY', children: [{ role: 'stop', price: { at: 96 } }] }))
    venue.run()
    expect(expiries(venue)).toEqual([[1, wednesday.close]])
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 96'])
  })

  test('an unfilled one takes its sleeping children with it', () => {
    const venue = new TestVenue([calm], { times: daily, instrument: etf })
    venue.submit(buy(1, { ...resting, children: bracket(40, 60) }))
    venue.run()
    expect(venue.told('expired', 'canceled')).toEqual([
      'expired 1: DAY ended with its session',
      'canceled 2: its parent ended unfilled',
      'canceled 3: its parent ended unfilled',
    ])
  })

  test('sent on a day without a session, they are for the next that has one; the bars of that day are not theirs', () => {
    const saturday = friday.open + 24 * HOUR_MS
    const monday = hours('2024-12-02')
    const venue = new TestVenue([falls, calm, falls], {
      times: [
        [saturday, saturday + HOUR_MS],
        [monday.open, monday.close],
        [hours('2024-12-03').open, hours('2024-12-03').close],
      ],
      instrument: etf,
    })
    venue.submit(buy(1, { ...resting, price: limit(95) }))
    venue.run()
    expect(expiries(venue)).toEqual([[1, monday.close]])
    expect(venue.fills).toEqual([])
  })

  test('a day without trades ends them too: a halt does not carry an order into the next day', () => {
    const tuesday = hours('2024-11-26')
    const venue = new TestVenue([calm, [100, 101, 99, 100, 0], falls], {
      times: [[tuesday.open, tuesday.close], ...daily],
      instrument: etf,
    })
    venue.run(1)
    venue.submit(buy(1, { ...resting, price: limit(95) }))
    venue.run()
    expect(venue.fills).toEqual([])
    expect(venue.events.at(-1)).toMatchObject({ kind: 'expired' })
  })
})

describe('closing out at the end of the data', () => {
  test.each([
    [30, 'sell'],
    [-30, 'buy'],
  ] as const)('%d lots are closed by a %s at the close, with a fee and without slippage', (lots, side) => {
    const venue = new TestVenue([calm, [100, 103, 99, 102, 100]], {
      instrument: instrument('X', 'future', { lot: 10, multiplier: 5 }),
      policy: { fees: perShareFees(0.02), slippage: (price, way) => price + way },
    })
    venue.broker.closeOut('s', 'X', lots, 1, 77, 50)
    expect(venue.events).toMatchObject([{ kind: 'filled', clientOrderId: 77, done: true, time: venue.columns.closeTime[1] }])
    expect(venue.fills).toMatchObject([
      { side, quantity: 30, price: 102, referencePrice: 102, fee: 6, slippage: 0, rule: 'end-of-data', role: 'end-of-data', barIndex: 1 },
    ])
  })
})

describe('books', () => {
  test('an order fills in the bars of its own instrument only', () => {
    const events: BrokerEvent[] = []
    const broker = twoBooks(events)
    broker.submit({ clientOrderId: 1, intent: asApproved(buy(1, { instrument: 'Y' })), childIds: [] }, startTime)
    expect([broker.hasOrders(0), broker.hasOrders(1)]).toEqual([false, true])
    broker.matchOpen(0, 0)
    broker.matchPath(0, 0)
    expect(events.map((event) => event.kind)).toEqual(['accepted'])
    broker.matchOpen(1, 0)
    expect(events.at(-1)).toMatchObject({ kind: 'filled', fill: { instrument: 'Y', price: 200, fillId: 1 } })
  })

  test('an instrument that the venue does not trade is a programmer’s error', () => {
    expect(() => new TestVenue([calm]).submit(buy(1, { instrument: 'Z' }))).toThrow('the venue trades Z')
  })
})

test('a stop-limit reports every step of its life', () => {
  const venue = new TestVenue([
    [100, 105, 104, 104.5, 100],
    [104, 104.5, 100, 101, 100],
  ])
  venue.submit(buy(1, { price: stopLimit(104, 102) }))
  venue.run()
  expect(venue.events.map((event) => [event.kind, event.time])).toEqual([
    ['accepted', venue.columns.openTime[0]],
    ['triggered', venue.columns.closeTime[0]],
    ['filled', venue.columns.closeTime[1]],
  ])
})

function twoBooks(events: BrokerEvent[]): SimulatedBroker {
  const series = (id: string, price: number): ConstructorParameters<typeof SimulatedBroker>[0][number] => {
    const venue = new TestVenue([[price, price, price, price, 100]])
    return { instrument: instrument(id, 'crypto', { lot: 1 }), timeframe: '1h', columns: venue.columns }
  }
  return new SimulatedBroker([series('X', 100), series('Y', 200)], plainPolicy, (event) => events.push(event))
}
