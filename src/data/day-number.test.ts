import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayOf, isoDate, isWeekend, weekday } from './day-number.js'

test('day 0 is 1970-01-01, and leap days count', () => {
  expect(dayNumber('1970-01-01')).toBe(0)
  expect(dayNumber('1969-12-31')).toBe(-1)
  expect(dayNumber('2000-03-01') - dayNumber('2000-02-28')).toBe(2)
  expect(dayNumber('1900-03-01') - dayNumber('1900-02-28')).toBe(1)
})

test('a day becomes its date and its date the day again', () => {
  fc.assert(
    fc.property(fc.integer({ min: -600_000, max: 2_900_000 }), (day) => {
      expect(dayNumber(isoDate(day))).toBe(day)
    }),
  )
})

test.each(['2005-02-30', '2005-13-01', '2005-1-31', '20050131', '2005-01-31T00:00', '', 'today', '0'])('%j is not a date', (text) => {
  expect(() => dayNumber(text)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
})

test('weekdays are those of the calendar on the wall, before 1970 too', () => {
  expect(weekday(dayOf(1929, 10, 29))).toBe(2)
  expect(weekday(dayOf(1987, 10, 19))).toBe(1)
  expect(weekday(dayOf(2000, 1, 1))).toBe(6)
  expect([3, 4, 5, 6, 7].map((day) => isWeekend(dayOf(2005, 6, day)))).toEqual([false, true, true, false, false])
})
