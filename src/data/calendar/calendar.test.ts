import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarId } from '../../model/instrument.js'
import { MINUTE_MS } from '../../model/time.js'
import { isoDate } from '../day-number.js'
import { calendar } from './calendar.js'

const ids: readonly CalendarId[] = ['XNYS', '24/7', '24/5']
const minute = fc
  .integer({ min: Date.UTC(1990, 0, 3) / MINUTE_MS, max: Date.UTC(2030, 11, 30) / MINUTE_MS })
  .map((count) => count * MINUTE_MS)
const date = fc.integer({ min: 7_310, max: 22_270 }).map(isoDate)

describe.each(ids)('the calendar %s', (id) => {
  const days = calendar(id)

  test('answers for a time what it answers for the date of that time, in whatever order times are asked for', () => {
    fc.assert(
      fc.property(fc.array(minute, { minLength: 1, maxLength: 300, size: 'max' }), (times) => {
        for (const time of times) {
          const session = days.session(days.sessionDate(time))
          const inside = session !== null && session.open <= time && time < session.close
          expect(days.sessionAt(time)).toBe(inside ? session : null)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('puts the open of a session inside it and its close outside', () => {
    fc.assert(
      fc.property(date, (from) => {
        const session = days.next(from)
        expect(days.sessionAt(session.open)).toBe(session)
        expect(days.sessionAt(session.close - 1)).toBe(session)
        expect(days.sessionAt(session.close)).not.toBe(session)
        expect(days.sessionAt(session.open - 1)).not.toBe(session)
      }),
    )
  })

  test('steps forward and back through the same sessions as a range lists', () => {
    fc.assert(
      fc.property(date, (from) => {
        const first = days.next(from)
        const second = days.next(first.date)
        expect(days.previous(second.date)).toBe(first)
        expect(days.sessionsBetween(first.date, second.date)).toEqual([first, second])
        expect(first.close).toBeLessThanOrEqual(second.open)
        expect(first.date > from).toBe(true)
      }),
    )
  })

  test('refuses what is not a date and a time in another unit', () => {
    expect(() => days.session('2005-02-30')).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
    expect(() => days.sessionDate(Date.UTC(2005, 0, 31) * 1_000)).toThrow(expect.objectContaining({ code: 'OUTSIDE_CALENDAR' }))
    expect(() => days.sessionAt(Date.UTC(2005, 0, 31) * 1_000)).toThrow(expect.objectContaining({ code: 'OUTSIDE_CALENDAR' }))
  })

  test('is one object, and has no sessions in a range that runs backwards', () => {
    expect(calendar(id)).toBe(days)
    expect(days.id).toBe(id)
    expect(days.sessionsBetween('2005-02-01', '2005-01-31')).toEqual([])
  })
})

test('a year has 252 periods, or 365 where the market never closes', () => {
  expect(ids.map((id) => calendar(id).periodsPerYear)).toEqual([252, 365, 252])
})

test('24/7 has a session on every UTC date, weekends and 29 February included', () => {
  expect(calendar('24/7').sessionsBetween('2020-01-01', '2020-12-31').length).toBe(366)
  expect(calendar('24/7').sessionDate(Date.parse('2020-02-29T23:59:59Z'))).toBe('2020-02-29')
})
