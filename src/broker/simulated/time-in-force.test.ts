import { describe, expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { instrument } from '../../model/instrument.js'
import { type OrderTerms, plainTerms } from '../../model/order.js'
import { bracket, buy, sell } from '../../model/order.testing.js'
import { limit, market, stop, stopLimit } from '../../model/order-price.js'
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type BarTimes, type HandBar, startTime, TestVenue, type VenueOptions } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 100]
const falls: HandBar = [100, 101, 94, 96, 100]
const etf = instrument('X', 'etf')
const terms = (some: Partial<OrderTerms>): OrderTerms => ({ ...plainTerms, ...some })

/** A time of day in New York in a winter month, as the clock there shows it. */
const winter = (date: string, time: string): EpochMs => Date.parse(`${date}T${time}:00-05:00`)
const summer = (date: string, time: string): EpochMs => Date.parse(`${date}T${time}:00-04:00`)
const minutes = (...opens: readonly EpochMs[]): readonly BarTimes[] => opens.map((open) => [open, open + MINUTE_MS])
const hours = (...opens: readonly EpochMs[]): readonly BarTimes[] => opens.map((open) => [open, open + HOUR_MS])

/** A venue of XNYS bars that all are calm. */
function quiet(times: readonly BarTimes[], options: VenueOptions = {}): TestVenue {
  return new TestVenue(
    times.map(() => calm),
    { times, instrument: etf, ...options },
  )
}

const ends = (venue: TestVenue): [number, string, EpochMs][] =>
  venue.events.flatMap((event): [number, string, EpochMs][] =>
    event.kind === 'expired' || event.kind === 'canceled' || event.kind === 'rejected'
      ? [[event.clientOrderId, event.why, event.time]]
      : [],
  )

describe('DAY', () => {
  const waits = { price: limit(50), timeInForce: 'DAY' } as const

  test.each<[string, EpochMs, EpochMs]>([
    ['during the session', winter('2023-11-22', '12:00'), winter('2023-11-22', '16:00')],
    ['before the open', winter('2023-11-22', '08:00'), winter('2023-11-22', '16:00')],
    ['at the close', winter('2023-11-22', '16:00'), winter('2023-11-24', '13:00')],
    ['after the close, before a holiday', winter('2023-11-22', '18:00'), winter('2023-11-24', '13:00')],
    ['on a holiday', winter('2023-11-23', '12:00'), winter('2023-11-24', '13:00')],
    ['before an early close', winter('2023-11-24', '12:59'), winter('2023-11-24', '13:00')],
    ['after an early close', winter('2023-11-24', '13:00'), winter('2023-11-27', '16:00')],
    ['on a Friday evening, before the clocks go forward', winter('2024-03-08', '17:00'), summer('2024-03-11', '16:00')],
    ['on a Friday evening, before they go back', summer('2024-11-01', '17:00'), winter('2024-11-04', '16:00')],
  ])('sent %s, it ends at the close of the right session', (_, sent, close) => {
    const venue = quiet(hours(sent - HOUR_MS, close - 2 * HOUR_MS, close - HOUR_MS, close + 24 * HOUR_MS))
    venue.run(1)
    venue.submit(buy(1, waits), sent)
    venue.run()
    expect(ends(venue)).toEqual([[1, 'DAY ended with its session', close]])
  })

  test('whose session has no bar at the close ends before the first bar after it, and says when it did', () => {
    const venue = quiet(minutes(winter('2023-11-22', '10:00'), winter('2023-11-24', '10:00')))
    venue.submit(buy(1, waits))
    venue.run()
    expect(ends(venue)).toEqual([[1, 'DAY ended with its session', winter('2023-11-22', '16:00')]])
  })

  test('outside regular hours it ends with the post-market, at 20:00 or on short days at 17:00', () => {
    const order = buy(1, { ...waits, terms: terms({ outsideRth: true }) })
    const wednesday = quiet(hours(winter('2023-11-22', '15:00'), winter('2023-11-22', '19:00'), winter('2023-11-24', '04:00')))
    wednesday.submit(order)
    wednesday.run()
    expect(ends(wednesday)).toEqual([[1, 'DAY ended with its session', winter('2023-11-22', '20:00')]])
    const friday = quiet(hours(winter('2023-11-24', '12:00'), winter('2023-11-24', '16:00'), winter('2023-11-27', '04:00')))
    friday.submit(order)
    friday.run()
    expect(ends(friday)).toEqual([[1, 'DAY ended with its session', winter('2023-11-24', '17:00')]])
  })

  test('of a market order born at the open of a day bar is the next day', () => {
    const days = ['2023-11-21', '2023-11-22'].map((date): BarTimes => [winter(date, '09:30'), winter(date, '16:00')])
    const venue = quiet(days, { timeframe: '1d' })
    venue.broker.matchOpen(0, 0)
    venue.submit(buy(1, { timeInForce: 'DAY' }), days[0]?.[0])
    venue.submit(buy(1, waits), days[0]?.[0])
    venue.path(0)
    venue.run()
    expect(venue.fills).toMatchObject([{ clientOrderId: 1, barIndex: 1 }])
    expect(ends(venue)).toEqual([[2, 'DAY ended with its session', days[0]?.[1]]])
  })
})

describe('GTC', () => {
  const waits = { price: limit(50) } as const
  const year = (from: number): readonly BarTimes[] => {
    const xnys = calendar('XNYS')
    return xnys.sessionsBetween(`${from}-07-01`, `${from + 1}-06-30`).map(({ open, close }) => [open, close])
  }

  test.each<[string, EpochMs]>([
    ['2011-08-15', winter('2011-12-30', '16:00')],
    ['2011-09-30', winter('2011-12-30', '16:00')],
    ['2011-10-03', winter('2012-03-30', '16:00') - HOUR_MS],
  ])('placed on %s ends at the close of the last session of the next quarter', (date, end) => {
    const venue = quiet(year(2011), { timeframe: '1d' })
    const bar = venue.columns.openTime.indexOf(calendar('XNYS').session(date)?.open as number)
    venue.run(bar)
    venue.submit(buy(1, waits))
    venue.run()
    expect(ends(venue)).toEqual([[1, 'GTC ended with the calendar quarter after the one it was placed in', end]])
  })

  test('a change counts as placing it anew; protection of a position lives on', () => {
    const venue = quiet(year(2011), { timeframe: '1d' })
    venue.submit(buy(1, waits))
    venue.submit(buy(1, { children: bracket(50, 150) }))
    venue.run(70)
    venue.modify(1, limit(51), null, venue.columns.openTime[70])
    venue.run()
    expect(ends(venue).map(([id, , time]) => [id, new Date(time).toISOString().slice(0, 10)])).toEqual([[1, '2012-03-30']])
  })

  test('unlimited, it has no end of its own', () => {
    const venue = quiet(year(2011), { timeframe: '1d', policy: { gtc: 'unlimited' } })
    venue.submit(buy(1, waits))
    venue.run()
    expect(ends(venue)).toEqual([])
  })
})

test('an end is never told before what happened last to the order', () => {
  const sent = winter('2023-11-22', '10:00')
  const venue = quiet(minutes(sent, winter('2023-11-24', '10:00')))
  const id = venue.submit(buy(1, { price: limit(95), timeInForce: 'DAY' }))
  venue.run(1)
  venue.modify(id, limit(1), null, winter('2023-11-23', '12:00'))
  venue.run()
  expect(ends(venue)).toEqual([[1, 'DAY ended with its session', winter('2023-11-23', '12:00')]])
})

describe('GTD', () => {
  const until = (goodTill: EpochMs | null, price = limit(95)) => buy(1, { price, timeInForce: 'GTD', terms: terms({ goodTill }) })

  test('works up to its time and ends before the bar that begins then', () => {
    const venue = new TestVenue([calm, falls])
    venue.submit(until(startTime + HOUR_MS))
    venue.run()
    expect(ends(venue)).toEqual([[1, 'GTD ended at 2024-01-08T01:00:00Z', startTime + HOUR_MS]])
    expect(venue.fills).toEqual([])
  })

  test('inside a bar it takes the open of it alone: nobody knows which of its prices came before the end', () => {
    const venue = new TestVenue([[100, 101, 94, 96, 100]])
    venue.submit(until(startTime + HOUR_MS / 2))
    venue.submit(until(startTime + HOUR_MS / 2, limit(100.5)))
    venue.submit(until(startTime + HOUR_MS))
    venue.run()
    expect(venue.fills.map(({ clientOrderId, price }) => [clientOrderId, price])).toEqual([
      [2, 100],
      [3, 95],
    ])
  })

  test.each([null, startTime, startTime - 1])('without a time to come (%s) it is rejected', (goodTill) => {
    const venue = new TestVenue([falls])
    venue.submit(until(goodTill), startTime)
    venue.run()
    expect(venue.told('accepted', 'rejected', 'filled')).toEqual(['rejected 1: a GTD order needs a time to come as its end'])
  })
})

describe('IOC', () => {
  const now = { timeInForce: 'IOC' } as const
  const policy = { participation: 0.1 }

  test('a market order takes what the open gives, and no more', () => {
    const venue = new TestVenue([calm, calm], { policy })
    venue.submit(buy(25, now))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100'])
    expect(ends(venue)).toEqual([[1, 'IOC: it takes what there is at once', startTime]])
  })

  test('a limit takes the open or nothing, whatever the bar does later', () => {
    const venue = new TestVenue([falls, falls])
    venue.submit(buy(1, { ...now, price: limit(99) }))
    venue.submit(buy(1, { ...now, price: limit(100.5) }))
    venue.run()
    expect(venue.trades).toEqual(['2 buy 1 @ 100'])
    expect(venue.told('canceled')).toEqual(['canceled 1: IOC: it takes what there is at once'])
  })

  test('sent inside a bar it waits for the next open', () => {
    const venue = new TestVenue([falls, [96, 97, 90, 91, 100]])
    venue.open(0)
    venue.submit(buy(1, { ...now, price: limit(97) }), startTime + MINUTE_MS)
    venue.path(0)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 96'])
  })

  test('sent right after an open it waits for the next one too: a limit takes nothing on the way', () => {
    const venue = new TestVenue([falls, [96, 97, 90, 91, 100]])
    venue.open(0)
    venue.submit(buy(1, { ...now, price: limit(97) }), startTime)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 96'])
  })

  test('at market it takes a close where orders are for the close', () => {
    const venue = new TestVenue([falls], { policy: { ...policy, timing: 'next-close' } })
    venue.submit(buy(25, now))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 96'])
  })

  test('a stop waits for its trigger, then takes what there is', () => {
    const venue = new TestVenue([calm, [101, 108, 100, 107, 100], calm], { policy })
    venue.submit(buy(25, { ...now, price: stop(105) }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 105'])
    expect(ends(venue)).toEqual([[1, 'IOC: it takes what there is at once', startTime + 2 * HOUR_MS]])
  })

  test('a stop-limit that may not take the price at its trigger is canceled there', () => {
    const venue = new TestVenue([[101, 108, 100, 100, 100]])
    venue.submit(buy(1, { ...now, price: stopLimit(105, 103) }))
    venue.run()
    expect(venue.told('triggered', 'filled', 'canceled')).toEqual(['triggered 1', 'canceled 1: IOC: it takes what there is at once'])
  })

  test('what filled keeps its protection', () => {
    const venue = new TestVenue([calm, falls], { policy })
    venue.submit(buy(25, { ...now, children: [{ role: 'stop', price: { at: 97 } }] }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 97'])
  })

  test('that meets no price in its session ends with it', () => {
    const venue = new TestVenue([calm, [100, 100, 100, 100, 0], calm], {
      times: [
        [startTime, startTime + HOUR_MS],
        [startTime + 23 * HOUR_MS, startTime + 24 * HOUR_MS],
        [startTime + 24 * HOUR_MS, startTime + 25 * HOUR_MS],
      ],
    })
    venue.run(1)
    venue.submit(buy(1, now))
    venue.run()
    expect(ends(venue)).toEqual([[1, 'IOC met no price in its session', startTime + 24 * HOUR_MS]])
  })
})

describe('FOK', () => {
  const all = { timeInForce: 'FOK' } as const
  const policy = { participation: 0.1 }

  test.each([
    [10, ['1 buy 10 @ 100'], []],
    [11, [], ['canceled 1: FOK: it takes what there is at once']],
  ] as const)('%d lots of a bar that has room for ten', (lots, trades, canceled) => {
    for (const price of [market(), limit(101)]) {
      const venue = new TestVenue([calm, calm], { policy })
      venue.submit(buy(lots, { ...all, price }))
      venue.run()
      expect(venue.trades).toEqual(trades)
      expect(venue.told('canceled')).toEqual(canceled)
    }
  })

  test('of a reduction is all that there is to reduce', () => {
    const venue = new TestVenue([calm, calm], { policy })
    venue.submit(buy(5))
    venue.run(1)
    venue.submit(sell(20, { ...all, reduceOnly: true }))
    venue.run()
    expect(venue.trades).toEqual(['1 buy 5 @ 100', '2 sell 5 @ 100'])
  })

  test('of a notional is all that the amount buys', () => {
    for (const [notional, lots] of [
      [1_000, 10],
      [1_100, 0],
    ] as const) {
      const venue = new TestVenue([calm], { policy })
      venue.submit(buy(0, { ...all, quantity: { notional } }))
      venue.run()
      expect(venue.position()).toBe(lots)
    }
  })
})
