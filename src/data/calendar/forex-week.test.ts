import { expect, test } from 'vitest'
import { formatTime } from '../../model/time.js'
import { calendar } from './calendar.js'

const forex = calendar('24/5')
const dateAt = (text: string) => forex.sessionDate(Date.parse(text))

test('the week runs from Sunday 17:00 to Friday 17:00 in New York', () => {
  const week = forex.sessionsBetween('2005-01-30', '2005-02-05')
  expect(week.map((session) => session.date)).toEqual(['2005-01-31', '2005-02-01', '2005-02-02', '2005-02-03', '2005-02-04'])
  expect(formatTime(week[0]!.open)).toBe('2005-01-30T22:00:00Z')
  expect(formatTime(week[4]!.close)).toBe('2005-02-04T22:00:00Z')
})

test('sessions of a week follow each other without a gap, also in the week of a clock change', () => {
  const week = forex.sessionsBetween('2021-11-01', '2021-11-12')
  expect(formatTime(week[4]!.close)).toBe('2021-11-05T21:00:00Z')
  expect(formatTime(week[5]!.open)).toBe('2021-11-07T22:00:00Z')
  for (const index of [1, 2, 3, 4, 6, 7, 8, 9]) expect(week[index]!.open).toBe(week[index - 1]!.close)
})

test('the trading date turns at 17:00 New York', () => {
  expect(dateAt('2005-02-01T21:59:59Z')).toBe('2005-02-01')
  expect(dateAt('2005-02-01T22:00:00Z')).toBe('2005-02-02')
  expect(dateAt('2005-07-05T21:00:00Z')).toBe('2005-07-06')
})

test('a time in the weekend belongs to the Monday that follows, and to no session', () => {
  for (const text of ['2005-02-04T22:00:00Z', '2005-02-05T12:00:00Z', '2005-02-06T21:59:59Z', '2005-02-06T22:00:00Z']) {
    expect(dateAt(text)).toBe('2005-02-07')
  }
  expect(forex.sessionAt(Date.parse('2005-02-05T12:00:00Z'))).toBeNull()
  expect(forex.sessionAt(Date.parse('2005-02-06T22:00:00Z'))?.date).toBe('2005-02-07')
})
