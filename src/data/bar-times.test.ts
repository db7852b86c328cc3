import { expect, test } from 'vitest'
import { formatTime } from '../model/time.js'
import { dailyBarTimes, intradayCloseTime } from './bar-times.js'
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

test('an intraday bar closes a timeframe after its stamp', () => {
  const open = Date.parse('2005-01-31T20:30:00Z')
  expect(formatTime(intradayCloseTime(open, '1m'))).toBe('2005-01-31T20:31:00Z')
  expect(formatTime(intradayCloseTime(open, '1h'))).toBe('2005-01-31T21:30:00Z')
})
