import { expect, test } from 'vitest'
import { formatTime } from '../model/time.js'
import { dailyBarTimes, intradayCloseTime, weeklyBarTimes } from './bar-times.js'
import { calendar } from './calendar/calendar.js'

function span(id: 'XNYS' | '24/7' | '24/5', date: string): string {
  const { openTime, closeTime } = dailyBarTimes(calendar(id), date)
  return `${formatTime(openTime)} ${formatTime(closeTime)}`
}

test('a day bar spans its session, whatever the season', () => {
  expect(span('XNYS', '2005-01-31')).toBe('2005-01-31T14:30:00Z 2005-01-31T21:00:00Z')
  expect(span('XNYS', '2005-07-29')).toBe('2005-07-29T13:30:00Z 2005-07-29T20:00:00Z')
  expect(span('24/7', '2021-01-02')).toBe('2021-01-02T00:00:00Z 2021-01-03T00:00:00Z')
  expect(span('24/5', '2005-01-31')).toBe('2005-01-30T22:00:00Z 2005-01-31T22:00:00Z')
})

test('a day bar of a half day closes at one', () => {
  expect(span('XNYS', '2020-11-27')).toBe('2020-11-27T14:30:00Z 2020-11-27T18:00:00Z')
})

test('a day bar on a day without a session is a fault that names the next one', () => {
  const attempt = () => dailyBarTimes(calendar('XNYS'), '2001-09-11')
  expect(attempt).toThrow(expect.objectContaining({ code: 'BAD_DATA', message: '2001-09-11 is not a session of XNYS' }))
  expect(attempt).toThrow(expect.objectContaining({ hint: expect.stringContaining('2001-09-17') }))
})

test('a week bar goes from the open of the first session of its ISO week to the close of the last, whichever day it is asked by', () => {
  const week = (id: 'XNYS' | '24/7' | '24/5', date: string) =>
    Object.values(weeklyBarTimes(calendar(id), date))
      .map(formatTime)
      .join(' ')
  expect(week('XNYS', '2024-03-29')).toBe('2024-03-25T13:30:00Z 2024-03-28T20:00:00Z')
  expect(week('XNYS', '2024-03-31')).toBe(week('XNYS', '2024-03-25'))
  expect(week('24/7', '2024-01-03')).toBe('2024-01-01T00:00:00Z 2024-01-08T00:00:00Z')
  expect(week('24/5', '2024-03-08')).toBe('2024-03-03T22:00:00Z 2024-03-08T22:00:00Z')
  // The calendar ends in the middle of its last week.
  expect(week('XNYS', '2030-12-31')).toBe('2030-12-30T14:30:00Z 2030-12-31T21:00:00Z')
})

test('an intraday bar closes a timeframe after its stamp', () => {
  const open = Date.parse('2005-01-31T20:30:00Z')
  expect(formatTime(intradayCloseTime(open, '1m'))).toBe('2005-01-31T20:31:00Z')
  expect(formatTime(intradayCloseTime(open, '1h'))).toBe('2005-01-31T21:30:00Z')
})
