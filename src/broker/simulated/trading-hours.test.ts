import { describe, expect, test } from 'vitest'
import type { CalendarId } from '../../model/instrument.js'
import { instrument } from '../../model/instrument.js'
import { type EpochMs, MINUTE_MS, type Timeframe } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import { TradingHours } from './trading-hours.js'
import { TestVenue } from './venue.testing.js'

interface Data {
  readonly session?: VenuePolicy['session']
  readonly timeframe?: Timeframe
  readonly calendar?: CalendarId
}

/** Times of day in New York in winter. 2023-11-23 is Thanksgiving; the day after it closes at 13:00. */
const on = (date: string, clock: string): EpochMs => Date.parse(`${date}T${clock}:00-05:00`)
const wednesday = (clock: string): EpochMs => on('2023-11-22', clock)
const holiday = (clock: string): EpochMs => on('2023-11-23', clock)
const friday = (clock: string): EpochMs => on('2023-11-24', clock)
const saturday = (clock: string): EpochMs => on('2023-11-25', clock)
const monday = (clock: string): EpochMs => on('2023-11-27', clock)
const never = Number.POSITIVE_INFINITY

/** The hours of minutes that open at these times. */
function hoursOf(opens: readonly EpochMs[], { session = 'regular', timeframe = '1m', calendar = 'XNYS' }: Data = {}): TradingHours {
  const listed = instrument('X', 'etf', { calendar })
  const { columns } = new TestVenue(
    opens.map(() => [1, 1, 1, 1]),
    { times: opens.map((open) => [open, open + MINUTE_MS]), instrument: listed },
  )
  return new TradingHours({ instrument: listed, timeframe, columns }, session, null)
}

const ofEach = (opens: readonly EpochMs[], ask: (bar: number) => boolean): boolean[] => opens.map((_, bar) => ask(bar))

describe('a bar', () => {
  test.each([
    ['at night', friday('03:59'), false, false],
    ['at the begin of the pre-market', friday('04:00'), false, true],
    ['in the minute before the open', friday('09:29'), false, true],
    ['at the open', friday('09:30'), true, true],
    ['in the minute before an early close', friday('12:59'), true, true],
    ['at an early close', friday('13:00'), false, true],
    ['in the last minute of a short post-market', friday('16:59'), false, true],
    ['at its end', friday('17:00'), false, false],
    ['in the last minute of a long one', wednesday('19:59'), false, true],
    ['on a holiday', holiday('12:00'), false, false],
    ['on a Saturday', saturday('12:00'), false, false],
  ])('%s', (_, open, isRegular, isExtended) => {
    const hours = hoursOf([open])
    expect([hours.isRegular(0), hours.isExtended(0)]).toEqual([isRegular, isExtended])
  })

  test('that is as recorded, or of a day, is regular on a holiday too', () => {
    expect(hoursOf([holiday('12:00')], { session: 'as-recorded' }).isRegular(0)).toBe(true)
    expect(hoursOf([holiday('00:00')], { timeframe: '1d' }).isRegular(0)).toBe(true)
  })
})

describe('the first bar of a session', () => {
  test('is the first one in regular hours, wherever the data begins', () => {
    const opens = [
      wednesday('12:00'),
      wednesday('12:01'),
      friday('09:29'),
      friday('09:30'),
      friday('09:31'),
      friday('13:00'),
      monday('09:45'),
    ]
    const hours = hoursOf(opens)
    expect(ofEach(opens, (bar) => hours.opensSession(bar))).toEqual([true, false, false, true, false, false, true])
  })

  test.each<[string, Data]>([
    ['as recorded', { session: 'as-recorded' }],
    ['of days', { timeframe: '1d' }],
  ])('%s is the first of its date, on a holiday too', (_, data) => {
    const opens = [wednesday('05:00'), wednesday('12:00'), holiday('00:00'), holiday('12:00'), friday('09:30')]
    const hours = hoursOf(opens, data)
    expect(ofEach(opens, (bar) => hours.opensSession(bar))).toEqual([true, false, true, false, true])
  })

  test('stands for the opening auction of its own session, as near to the open as is asked for', () => {
    const opens = [friday('09:29'), friday('09:30'), friday('09:34'), friday('09:35'), friday('13:00')]
    const hours = hoursOf(opens)
    const isOpeningOf = (close: EpochMs) => ofEach(opens, (bar) => hours.isOpeningOf(close, bar, 4 * MINUTE_MS))
    expect(isOpeningOf(friday('13:00'))).toEqual([false, true, true, false, false])
    expect(isOpeningOf(wednesday('16:00'))).toEqual([false, false, false, false, false])
  })

  test('as recorded, or of days, stands for any', () => {
    const opens = [holiday('12:00')]
    for (const data of [{ session: 'as-recorded' }, { timeframe: '1d' }] as const)
      expect(hoursOf(opens, data).isOpeningOf(never, 0, 0)).toBe(true)
  })
})

describe('the last bar of a session', () => {
  const near = 5 * MINUTE_MS
  const closes = (opens: readonly EpochMs[], data: Data = {}): boolean[] => {
    const hours = hoursOf(opens, data)
    return ofEach(opens, (bar) => hours.closesSession(bar, near))
  }

  test('ends at the close, with or without another after it', () => {
    expect(closes([wednesday('15:58'), wednesday('15:59'), wednesday('16:00'), friday('12:59')])).toEqual([false, true, false, true])
  })

  test.each([
    ['15:53', false],
    ['15:54', false],
    ['15:55', true],
  ])('of %s, before a gap, is near enough to it: %s', (clock, isLast) => {
    // Minutes that end five minutes before the close, or earlier, are too far away.
    for (const next of [wednesday('16:00'), friday('09:30')]) expect(closes([wednesday(clock), next])[0]).toBe(isLast)
  })

  test('is not the one before a bar of the same session, nor the last of the data before the close', () => {
    expect(closes([wednesday('15:57'), wednesday('15:58')])).toEqual([false, false])
  })

  test('is none outside regular hours', () => {
    expect(closes([wednesday('09:29'), wednesday('16:00'), holiday('12:00'), saturday('12:00')])).toEqual([false, false, false, false])
  })

  test('as recorded is the last of its date, whatever the calendar says', () => {
    const opens = [wednesday('15:59'), wednesday('18:00'), holiday('11:00'), holiday('12:00'), friday('09:30')]
    expect(closes(opens, { session: 'as-recorded' })).toEqual([false, true, false, true, false])
  })

  test.each([
    [friday('12:58'), false],
    [friday('12:59'), true],
    [friday('15:00'), true],
    [holiday('12:59'), false],
  ])('as recorded, of the last bar of the data the calendar tells whether the session is over', (open, isLast) => {
    expect(closes([open], { session: 'as-recorded' })).toEqual([isLast])
  })

  test('of days is each', () => {
    expect(closes([wednesday('00:00'), holiday('00:00')], { timeframe: '1d' })).toEqual([true, true])
  })
})

describe('the session of an order', () => {
  const hours = hoursOf([wednesday('12:00')])

  test.each([
    ['before the open', friday('09:29'), friday('13:00')],
    ['in the last millisecond', friday('13:00') - 1, friday('13:00')],
    ['at the close', friday('13:00'), monday('16:00')],
    ['on a holiday', holiday('12:00'), friday('13:00')],
    ['on a Saturday', saturday('12:00'), monday('16:00')],
  ])('that comes %s', (_, time, close) => {
    expect(hours.sessionFrom(time, false)?.close).toBe(close)
    expect(hours.dayEnd(time, false)).toBe(close)
  })

  test.each([
    ['at the close', friday('13:00'), friday('17:00')],
    ['in the last millisecond of the post-market', friday('17:00') - 1, friday('17:00')],
    ['at the end of the post-market', friday('17:00'), monday('20:00')],
    ['on a Saturday', saturday('12:00'), monday('20:00')],
  ])('that works outside regular hours and comes %s', (_, time, end) => {
    expect(hours.dayEnd(time, true)).toBe(end)
  })

  test.each([
    ['before the open', friday('09:00'), friday('09:30')],
    ['at the open', friday('09:30'), friday('09:30')],
    ['after the open', friday('09:30') + 1, monday('09:30')],
    ['on a Saturday', saturday('12:00'), monday('09:30')],
  ])('for an opening auction that comes %s', (_, time, open) => {
    expect(hours.openingFrom(time)?.open).toBe(open)
  })
})

describe('the quarter after the one of an order', () => {
  const hours = hoursOf([wednesday('12:00')])

  test.each([
    ['2023-07-03', on('2023-12-29', '16:00')],
    ['2023-09-30', on('2023-12-29', '16:00')],
    // Good Friday is the last weekday of the quarter.
    ['2023-10-02', Date.parse('2024-03-28T16:00:00-04:00')],
    ['2023-12-31', Date.parse('2024-03-28T16:00:00-04:00')],
    ['2024-01-01', Date.parse('2024-06-28T16:00:00-04:00')],
    ['2024-06-28', Date.parse('2024-09-30T16:00:00-04:00')],
  ])('that comes on %s ends at the close of its last session', (date, close) => {
    expect(hours.quarterEnd(on(date, '12:00'))).toBe(close)
  })
})

describe('where the calendar ends', () => {
  const hours = hoursOf([wednesday('12:00')])
  const last = (clock: string): EpochMs => on('2030-12-31', clock)

  test('its last session is one like any other', () => {
    expect(hours.dayEnd(last('12:00'), false)).toBe(last('16:00'))
    expect(hours.dayEnd(on('2030-12-30', '16:00'), false)).toBe(last('16:00'))
    expect(hours.openingFrom(last('09:30'))?.close).toBe(last('16:00'))
    expect(hours.quarterEnd(on('2030-08-15', '12:00'))).toBe(last('16:00'))
  })

  test('nothing is known to follow it', () => {
    expect(hours.sessionFrom(last('16:00'), false)).toBeNull()
    expect(hours.openingFrom(last('09:31'))).toBeNull()
    expect(hours.dayEnd(last('16:00'), false)).toBe(never)
    expect(hours.dayEnd(last('20:00'), true)).toBe(never)
    expect(hours.quarterEnd(on('2030-10-01', '12:00'))).toBe(never)
  })
})

test('no answer hangs on what was asked before', () => {
  const times = [
    wednesday('08:00'),
    wednesday('09:30'),
    wednesday('12:00'),
    wednesday('16:00'),
    wednesday('20:00'),
    holiday('12:00'),
    friday('09:30'),
    friday('13:00'),
    friday('17:00'),
    on('2023-12-29', '16:00'),
    on('2024-01-02', '12:00'),
  ]
  const asks: readonly ((hours: TradingHours, bar: number) => unknown)[] = [
    (hours, bar) => hours.isRegular(bar),
    (hours, bar) => hours.dayEnd(times[bar] as EpochMs, false),
    (hours, bar) => hours.dayEnd(times[bar] as EpochMs, true),
    (hours, bar) => hours.quarterEnd(times[bar] as EpochMs),
  ]
  for (const ask of asks) {
    for (const before of times.keys()) {
      for (const bar of times.keys()) {
        const asked = hoursOf(times)
        ask(asked, before)
        expect(ask(asked, bar)).toBe(ask(hoursOf(times), bar))
      }
    }
  }
})
