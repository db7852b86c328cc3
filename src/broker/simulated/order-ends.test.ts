import { describe, expect, test } from 'vitest'
import { type HandBar as DetailBar, handSeries } from '../../../tests/fixtures/series.js'
import { calendar } from '../../data/calendar/calendar.js'
import type { BarSeries } from '../../model/bar.js'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import { type ChildIntent, type OrderIntent, plainTerms } from '../../model/order.js'
import { asApproved, buy, sell } from '../../model/order.testing.js'
import { limit, limitOnClose, market, marketOnClose, type OrderPrice, stop } from '../../model/order-price.js'
import { DAY_MS, type EpochMs, HOUR_MS } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type BarTimes, type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 94, 96, 100]
const etf = instrument('X', 'etf')
const on = (date: string, clock: string): EpochMs => Date.parse(`${date}T${clock}:00-05:00`)
const hour = (date: string, clock: string): BarTimes => [on(date, clock), on(date, clock) + HOUR_MS]

const ends = (venue: TestVenue): [number, string, EpochMs][] =>
  venue.events.flatMap((event): [number, string, EpochMs][] =>
    event.kind === 'expired' ? [[event.clientOrderId, event.why, event.time]] : [],
  )

describe('where days are as they were recorded', () => {
  /** The second day is Thanksgiving: the calendar has no session. */
  const times = [hour('2023-11-22', '10:00'), hour('2023-11-22', '11:00'), hour('2023-11-23', '10:00'), hour('2023-11-24', '10:00')]
  const [holiday, friday] = [on('2023-11-23', '10:00'), on('2023-11-24', '10:00')]
  const recorded = (bars: readonly HandBar[] = [calm, calm, calm, calm]): TestVenue =>
    new TestVenue(bars, { times, instrument: etf, policy: { session: 'as-recorded' } })

  test.each<[string, Partial<OrderIntent>, string, EpochMs]>([
    ['DAY', { price: limit(50), timeInForce: 'DAY' }, 'DAY ended with its session', holiday],
    ['on the close', { price: limitOnClose(50), timeInForce: 'DAY' }, 'limit-on-close ended with the closing auction', holiday],
    ['on the close, good till canceled,', { price: limitOnClose(50) }, 'limit-on-close ended with the closing auction', holiday],
    ['on the open', { price: limit(50), timeInForce: 'OPG' }, 'OPG ended with the opening auction', on('2023-11-22', '10:00')],
    [
      'GTD',
      { price: limit(50), timeInForce: 'GTD', terms: { ...plainTerms, goodTill: friday } },
      'GTD ended at 2023-11-24T15:00:00Z',
      friday,
    ],
  ])('an order %s ends before the first bar of a later date, or at its own time', (_, order, why, time) => {
    const venue = recorded()
    venue.submit(buy(1, order))
    venue.run()
    expect(ends(venue)).toEqual([[1, why, time]])
  })

  test('a GTC order goes on', () => {
    const venue = recorded([calm, calm, calm, falls])
    venue.submit(buy(1, { price: limit(95) }))
    venue.run()
    expect(venue.fills).toMatchObject([{ barIndex: 3 }])
  })

  test.each(['IOC', 'FOK'] as const)('%s ends with a day that had no price for it', (timeInForce) => {
    const still: HandBar = [100, 100, 100, 100, 0]
    const venue = recorded([calm, still, calm, calm])
    venue.run(1)
    venue.submit(buy(1, { timeInForce }))
    venue.run()
    expect(ends(venue)).toEqual([[1, `${timeInForce} met no price in its session`, holiday]])
  })

  test('an order that comes after the last bar of a day is for the next one', () => {
    const venue = recorded([calm, calm, falls, falls])
    venue.run(2)
    venue.submit(buy(1, { price: limit(95), timeInForce: 'DAY' }), on('2023-11-22', '12:00'))
    venue.submit(buy(1, { price: limit(50), timeInForce: 'DAY' }), on('2023-11-22', '12:00'))
    venue.run()
    expect(venue.fills).toMatchObject([{ clientOrderId: 1, barIndex: 2 }])
    expect(ends(venue)).toEqual([[2, 'DAY ended with its session', friday]])
  })

  test('the first bar of a date is its opening auction, up to which it takes orders', () => {
    const venue = recorded([calm, calm, [103, 104, 102, 103, 100], calm])
    venue.run(1)
    venue.submit(buy(1, { timeInForce: 'OPG' }), on('2023-11-22', '11:00'))
    venue.run(1)
    venue.submit(buy(1, { timeInForce: 'OPG' }), on('2023-11-22', '12:00'))
    venue.submit(buy(1, { price: limit(103), timeInForce: 'OPG' }), holiday)
    venue.run()
    expect(venue.fills.map(({ clientOrderId, price, rule }) => [clientOrderId, price, rule])).toEqual([
      [1, 103, 'market-at-open'],
      [2, 103, 'market-at-open'],
      [3, 103, 'limit-at-open'],
    ])
  })

  test('an order for an opening without trades ends before the next one, whenever it came', () => {
    const venue = recorded([calm, calm, [100, 100, 100, 100, 0], calm])
    venue.run(1)
    venue.submit(buy(1, { timeInForce: 'OPG' }), on('2023-11-22', '11:00'))
    venue.run(1)
    venue.submit(buy(1, { timeInForce: 'OPG' }), on('2023-11-22', '12:00'))
    venue.run()
    expect(venue.fills).toEqual([])
    expect(ends(venue)).toEqual([1, 2].map((id) => [id, 'OPG ended with the opening auction', friday]))
  })
})

describe('bars of a day', () => {
  /** As some data has them: from midnight, whatever the session. */
  const times: readonly BarTimes[] = ['2023-11-22', '2023-11-24', '2023-11-27'].map((date) => [on(date, '00:00'), on(date, '23:00')])
  const daysOf = (...bars: readonly HandBar[]): TestVenue => new TestVenue(bars, { times, instrument: etf, timeframe: '1d' })

  test('have an opening and a closing auction each', () => {
    const venue = daysOf(calm, [104, 105, 103, 103.5, 100], calm)
    venue.run(1)
    venue.submit(buy(1, { timeInForce: 'OPG' }), on('2023-11-22', '23:00'))
    venue.submit(buy(1, { price: marketOnClose(), timeInForce: 'DAY' }), on('2023-11-22', '23:00'))
    venue.run()
    expect(venue.fills.map(({ price, rule, barIndex }) => [price, rule, barIndex])).toEqual([
      [104, 'market-at-open', 1],
      [103.5, 'market-at-close', 1],
    ])
  })

  test('hold nothing for an order that comes inside: its day is the next', () => {
    const sessions: readonly BarTimes[] = ['2023-11-21', '2023-11-22'].map((date) => [on(date, '09:30'), on(date, '16:00')])
    const venue = new TestVenue([falls, falls], { times: sessions, instrument: etf, timeframe: '1d' })
    venue.open(0)
    venue.submit(buy(1, { price: limit(95), timeInForce: 'DAY' }), on('2023-11-21', '12:00'))
    venue.submit(buy(1, { price: limit(50), timeInForce: 'DAY' }), on('2023-11-21', '12:00'))
    venue.path(0)
    venue.run()
    expect(venue.fills).toMatchObject([{ clientOrderId: 1, barIndex: 1 }])
    expect(ends(venue)).toEqual([[2, 'DAY ended with its session', on('2023-11-22', '16:00')]])
  })
})

describe('the quarter of a GTC order', () => {
  const coin = instrument('X', 'crypto', { lot: 1 })
  const endOf = (sent: string, order: Partial<OrderIntent>, timing: 'next-open' | 'next-session' = 'next-open'): string[] => {
    const first = Date.parse(sent) - (Date.parse(sent) % DAY_MS)
    const times = Array.from({ length: 200 }, (_, day): BarTimes => [first + day * DAY_MS, first + (day + 1) * DAY_MS])
    const venue = new TestVenue(
      times.map((_, day): HandBar => (day === 0 ? calm : [100, 101, 99, 100, 0])),
      { times, instrument: coin, timeframe: '1d', policy: { timing } },
    )
    venue.open(0)
    venue.submit(buy(1, order), Date.parse(sent))
    venue.path(0)
    venue.run()
    return ends(venue).map(([, , time]) => new Date(time).toISOString().slice(0, 10))
  }

  test.each(['2023-09-29T12:00Z', '2023-09-30T12:00Z'])('that comes inside the bar of a day is the one in which it came: %s', (sent) => {
    expect(endOf(sent, { price: limit(50) })).toEqual(['2024-01-01'])
    expect(endOf(sent, { price: market() })).toEqual(['2024-01-01'])
    expect(endOf(sent, { price: market() }, 'next-session')).toEqual(['2024-01-01'])
  })
})

describe('next-session', () => {
  const times = [hour('2023-11-22', '10:00'), hour('2023-11-22', '15:00'), hour('2023-11-24', '09:30')]
  const venueOf = (): TestVenue =>
    new TestVenue([calm, calm, calm], { times, instrument: etf, policy: { timing: 'next-session', participation: 0.1 } })

  test('is for orders at market: a limit and an auction end with the session that is on', () => {
    const venue = venueOf()
    venue.submit(buy(1, { price: limit(50), timeInForce: 'DAY' }))
    venue.submit(buy(25, { price: marketOnClose(), timeInForce: 'DAY' }))
    venue.run()
    expect(venue.trades).toEqual(['2 buy 10 @ 100'])
    expect(ends(venue)).toEqual([
      [1, 'DAY ended with its session', on('2023-11-22', '16:00')],
      [2, 'market-on-close ended with the closing auction', on('2023-11-22', '16:00')],
    ])
  })

  test('is the one that opens as the order comes, and that one alone', () => {
    const venue = venueOf()
    venue.run(2)
    venue.submit(buy(25, { timeInForce: 'DAY' }), on('2023-11-24', '09:30'))
    venue.run()
    venue.broker.endDue(on('2023-11-24', '10:30'))
    expect(venue.trades).toEqual(['1 buy 10 @ 100'])
    venue.broker.endDue(on('2023-11-24', '13:00'))
    expect(ends(venue)).toEqual([[1, 'DAY ended with its session', on('2023-11-24', '13:00')]])
  })

  test('between two sessions is the one to come', () => {
    const venue = venueOf()
    venue.run(2)
    venue.submit(buy(25, { timeInForce: 'DAY' }), on('2023-11-23', '12:00'))
    venue.run()
    venue.broker.endDue(on('2023-11-24', '10:30'))
    expect(venue.fills).toMatchObject([{ barIndex: 2, quantity: 10 }])
    expect(venue.broker.nextEnd).toBe(on('2023-11-24', '10:30') + 1)
  })
})

describe('a DAY order around midnight', () => {
  /** Six hours from 21:00 in hours, of which the first three trade nothing. */
  const nine = startTime + 21 * HOUR_MS
  const hours: readonly DetailBar[] = [0, 1, 2, 3, 4, 5].map((index) => [100, 100, 100, 100, index < 3 ? 0 : 100])
  const whole = handSeries(
    'X',
    [100, 300].map((volume): DetailBar => [100, 100, 100, 100, volume]),
    { timeframe: '6h', start: nine - 6 * HOUR_MS },
  )
  const detailed = { ...whole, detail: handSeries('X', hours, { timeframe: '1h', start: nine }) }
  const session = nine + 3 * HOUR_MS

  /** What becomes of it when it comes before the second bar, or after it. */
  function becomes(
    order: Partial<OrderIntent>,
    timing: VenuePolicy['timing'],
    series: BarSeries = detailed,
    afterIt = false,
  ): OrderEvent[] {
    const events: OrderEvent[] = []
    const broker = new SimulatedBroker([series], { ...plainPolicy, timing }, (event) => events.push(event))
    const intent = asApproved(buy(1, { timeInForce: 'DAY', ...order }))
    for (let bar = 0; bar < series.columns.length; bar++) {
      if (bar === 1 && !afterIt) broker.submit({ clientOrderId: 1, intent, childIds: [] }, nine)
      broker.matchOpen(0, bar)
      broker.matchPath(0, bar)
    }
    if (afterIt) broker.submit({ clientOrderId: 1, intent, childIds: [] }, nine + 6 * HOUR_MS)
    broker.endDue(nine + 7 * HOUR_MS)
    return events
  }

  test('under next-close is for the day on which its bar closes, with shorter bars inside', () => {
    expect(becomes({}, 'next-close')).toMatchObject([{ kind: 'accepted' }, { kind: 'filled', time: nine + 6 * HOUR_MS }])
  })

  test('without them the close of its bar is the first price that it can have', () => {
    expect(becomes({}, 'next-close', whole)).toMatchObject([{ kind: 'accepted' }, { kind: 'filled', time: nine + 6 * HOUR_MS }])
  })

  test('is for the day on which it comes where it can trade at once: a limit, or one at market under another timing', () => {
    const ended = [{ kind: 'accepted' }, { kind: 'expired', time: session }]
    expect(becomes({ price: limit(100.5) }, 'next-close')).toMatchObject(ended)
    expect(becomes({}, 'next-open')).toMatchObject(ended)
  })

  test('that comes with the last close has no bar to come', () => {
    expect(becomes({}, 'next-close', detailed, true)).toMatchObject([{ kind: 'accepted' }, { kind: 'canceled', why: 'the data of X ends' }])
  })
})

describe('an order that comes inside a bar', () => {
  const flat = (bars: number, price = 100): DetailBar[] => Array.from({ length: bars }, () => [price, price, price, price, 100])
  const at = (hours: number): number => startTime + hours * HOUR_MS

  /** What becomes of a DAY order that comes while the first bar is open. */
  function sentInside(order: Partial<OrderIntent>, time: number, series: BarSeries, timing: VenuePolicy['timing'] = 'next-open') {
    const events: OrderEvent[] = []
    const broker = new SimulatedBroker([series], { ...plainPolicy, timing }, (event) => events.push(event))
    for (let bar = 0; bar < series.columns.length; bar++) {
      const ends = series.columns.closeTime[bar] as number
      broker.matchOpen(0, bar)
      if (bar === 0) broker.submit({ clientOrderId: 1, intent: asApproved(buy(1, { timeInForce: 'DAY', ...order })), childIds: [] }, time)
      broker.matchPath(0, bar)
      broker.endDue(ends)
    }
    return events.slice(1).map((event) => [event.kind, (event.time - startTime) / HOUR_MS])
  }

  test('which holds its session is for the next one, whether others have shorter bars inside or not', () => {
    const days = handSeries('X', flat(4), { timeframe: '1d', start: startTime })
    const detail = (from: number) => handSeries('X', flat(4), { timeframe: '6h', start: at(from) })
    for (const series of [days, { ...days, detail: detail(24) }, { ...days, detail: detail(48) }])
      expect(sentInside({ price: limit(101) }, at(1), series)).toEqual([['filled', 24]])
    // With its own day in parts it is for that day, from the next part on.
    expect(sentInside({ price: limit(101) }, at(1), { ...days, detail: detail(0) })).toEqual([['filled', 6]])
    expect(sentInside({ price: limit(99) }, at(1), { ...days, detail: detail(0) })).toEqual([['expired', 24]])
  })

  test('which holds several days is for the day after its own, where days lie inside', () => {
    const week = handSeries('X', [[100, 100, 95, 100, 700]], { timeframe: '1w', start: startTime })
    const days = flat(7).with(1, [100, 100, 95, 100, 100])
    const series = { ...week, detail: handSeries('X', days, { timeframe: '1d', start: startTime }) }
    expect(sentInside({ price: limit(96) }, at(1), series)).toEqual([['filled', 48]])
    expect(sentInside({ price: limit(94) }, at(1), series)).toEqual([['expired', 48]])
  })

  test('is for a close only if that bar begins in its day', () => {
    for (const [from, expected] of [
      [22, ['filled', 24]],
      [23, ['expired', 24]],
    ] as const) {
      const hours = handSeries('X', flat(4), { timeframe: '1h', start: at(from) })
      for (const series of [hours, { ...hours, detail: hours }])
        expect(sentInside({}, at(from + 0.5), series, 'next-close')).toEqual([expected])
    }
  })

  test('is for a close only if that bar ends in its session, where shorter bars inside say so', () => {
    // Two hours from 20:00 UTC, of which the session of New York has one.
    const x = { instrument: { calendar: 'XNYS' } } as const
    const long = handSeries('X', flat(3), { timeframe: '2h', start: at(18), ...x })
    const detail = handSeries('X', flat(6), { timeframe: '1h', start: at(18), ...x })
    expect(sentInside({}, at(19.5), long, 'next-close')).toEqual([['filled', 22]])
    expect(sentInside({}, at(19.5), { ...long, detail }, 'next-close')).toEqual([['expired', 21]])
  })

  test('and for an opening is for the next: that of the bar has been', () => {
    const ofHours = handSeries('X', flat(48), { timeframe: '1h', start: startTime })
    const ofWeeks = handSeries('X', flat(2), { timeframe: '1w', start: startTime })
    for (const price of [market(), limit(101)]) {
      expect(sentInside({ price, timeInForce: 'OPG' }, at(0), ofHours)).toEqual([['filled', 24]])
      expect(sentInside({ price, timeInForce: 'OPG' }, at(0.5), ofHours)).toEqual([['filled', 24]])
      expect(sentInside({ price, timeInForce: 'OPG' }, at(0), ofWeeks)).toEqual([['filled', 7 * 24]])
    }
  })
})

describe('a child that wakes', () => {
  const child = (price: OrderPrice, lots = 1): ChildIntent => ({ role: 'triggered', side: 'buy', lots, price })

  test('for the close of a day ends with that close', () => {
    const times = ['2023-11-22', '2023-11-24'].flatMap((date) => [hour(date, '10:00'), hour(date, '11:00')])
    const venue = new TestVenue([calm, calm, falls, calm], { times, instrument: etf })
    venue.submit(sell(1, { price: stop(97), children: [child(limitOnClose(50))] }))
    venue.run()
    venue.broker.endDue(on('2023-11-24', '13:00'))
    expect(venue.fills).toHaveLength(1)
    expect(ends(venue)).toEqual([[2, 'limit-on-close ended with the closing auction', on('2023-11-24', '13:00')]])
  })

  test('for a closing auction takes part in that of its bar, and in no other', () => {
    const days = (bars: readonly HandBar[], order: Partial<OrderIntent>, children: readonly ChildIntent[]) => {
      const venue = new TestVenue(bars, {
        times: bars.map((_, index) => [startTime + 24 * index * HOUR_MS, startTime + 24 * (index + 1) * HOUR_MS]),
        timeframe: '1d',
        policy: { participation: 0.1 },
      })
      venue.submit(sell(10, { ...order, children }))
      for (let bar = 0; bar < bars.length; bar++) {
        venue.run(1)
        venue.broker.endDue(venue.columns.closeTime[bar] as number)
      }
      return [...venue.trades, ...ends(venue).map(([id, , time]) => `${id} ended on day ${(time - startTime) / HOUR_MS / 24}`)]
    }
    const falling: HandBar = [100, 103, 96, 99, 120]
    const after: HandBar = [99, 100, 98, 99, 1000]
    const inside = { price: stop(97) }
    expect(days([falling, after], inside, [child(marketOnClose(), 10)])).toEqual(['1 sell 10 @ 97', '2 buy 2 @ 99', '2 ended on day 1'])
    expect(days([falling, after], inside, [child(limitOnClose(98))])).toEqual(['1 sell 10 @ 97', '2 ended on day 1'])
    // One that the closing auction itself wakes comes too late for it.
    expect(days([falling, after], { price: marketOnClose() }, [child(marketOnClose())])).toEqual(['1 sell 10 @ 99', '2 buy 1 @ 99'])
  })

  test('ends with the quarter after the one in which it was placed with its parent', () => {
    const sessions = calendar('XNYS').sessionsBetween('2023-12-01', '2024-07-31')
    const venue = new TestVenue(
      sessions.map(({ date }) => (date === '2024-01-03' ? falls : calm)),
      { times: sessions.map(({ open, close }) => [open, close]), instrument: etf, timeframe: '1d' },
    )
    venue.submit(sell(1, { price: stop(97), children: [child(limit(50))] }))
    venue.run()
    expect(venue.fills).toHaveLength(1)
    expect(ends(venue).map(([id, , time]) => [id, time])).toEqual([[2, calendar('XNYS').session('2024-03-28')?.close]])
  })
})

test('a change of an order for an auction is not for another auction', () => {
  const venue = new TestVenue([calm, calm], { times: [hour('2023-11-22', '10:00'), hour('2023-11-24', '12:00')], instrument: etf })
  venue.submit(buy(1, { price: limitOnClose(50) }))
  venue.run(1)
  venue.modify(1, limitOnClose(101), null, on('2023-11-22', '18:00'))
  venue.run()
  expect(venue.fills).toEqual([])
  expect(ends(venue)).toEqual([[1, 'limit-on-close ended with the closing auction', on('2023-11-22', '18:00')]])
})

describe('the end of the data', () => {
  test('is the last close: an order that comes with it is taken, a later one is not', () => {
    const venue = new TestVenue([calm])
    venue.run()
    venue.submit(buy(1), startTime + HOUR_MS)
    venue.submit(buy(1), startTime + HOUR_MS + 1)
    expect(venue.told('accepted', 'rejected')).toEqual(['accepted 1', 'rejected 2: the data of X ended at 2024-01-08T01:00:00Z'])
  })

  test('is when the next order ends, unless one ends before it', () => {
    const venue = new TestVenue([calm, calm, calm])
    expect(venue.broker.nextEnd).toBe(Number.POSITIVE_INFINITY)
    venue.submit(buy(1, { price: limit(50) }))
    expect(venue.broker.nextEnd).toBe(startTime + 3 * HOUR_MS + 1)
    for (const goodTill of [startTime + 2 * HOUR_MS, startTime + HOUR_MS])
      venue.submit(buy(1, { price: limit(50), timeInForce: 'GTD', terms: { ...plainTerms, goodTill } }))
    expect(venue.broker.nextEnd).toBe(startTime + HOUR_MS)
    venue.run(1)
    expect(venue.broker.nextEnd).toBe(startTime + HOUR_MS)
    venue.run(1)
    expect(ends(venue).map(([id]) => id)).toEqual([3, 2])
    venue.broker.endDue(startTime + 2 * HOUR_MS)
    expect(venue.broker.nextEnd).toBe(startTime + 3 * HOUR_MS + 1)
  })

  test('lets orders go with it, not before: one that ends at that very time takes no other along', () => {
    const venue = new TestVenue([calm])
    venue.submit(buy(1, { price: limit(50), timeInForce: 'GTD', terms: { ...plainTerms, goodTill: startTime + HOUR_MS } }))
    venue.submit(buy(1, { price: limit(50) }))
    venue.run()
    expect(venue.told('expired', 'canceled')).toEqual(['expired 1: GTD ended at 2024-01-08T01:00:00Z'])
    venue.broker.endDue(startTime + HOUR_MS + 1)
    expect(venue.told('canceled')).toEqual(['canceled 2: the data of X ends'])
  })

  test('is none where bars are written as they come: orders end by their own time alone', () => {
    const venue = new TestVenue([calm, calm], { times: [[startTime, startTime + HOUR_MS]] })
    venue.submit(buy(1, { price: limit(50) }))
    venue.submit(buy(1, { price: limit(50), timeInForce: 'GTD', terms: { ...plainTerms, goodTill: startTime + 30 * DAY_MS } }))
    venue.submit(buy(1, { price: limit(50), timeInForce: 'DAY' }))
    venue.run(1)
    venue.broker.endDue(startTime + DAY_MS)
    expect(venue.broker.nextEnd).toBe(startTime + 30 * DAY_MS)
    venue.broker.endDue(startTime + 60 * DAY_MS)
    expect(ends(venue).map(([id, , time]) => [id, time])).toEqual([
      [3, startTime + DAY_MS],
      [2, startTime + 30 * DAY_MS],
    ])
    expect(venue.told('canceled')).toEqual([])
  })
})
