import { expect, test } from 'vitest'
import { formatTime } from '../../model/time.js'
import { calendar } from './calendar.js'
import { dayBegins } from './day-begins.js'

test.each([
  ['XNYS', '2020-08-31', '2020-08-31T04:00:00Z'],
  ['XNYS', '2021-01-04', '2021-01-04T05:00:00Z'],
  ['24/7', '2020-08-31', '2020-08-31T00:00:00Z'],
  ['24/5', '2020-09-01', '2020-08-31T21:00:00Z'],
] as const)('a day of %s begins as the one before ends', (id, date, expected) => {
  const begins = dayBegins(id, date)
  expect(formatTime(begins)).toBe(expected)
  expect([calendar(id).sessionDate(begins) === date, calendar(id).sessionDate(begins - 1) === date]).toEqual([true, false])
})
