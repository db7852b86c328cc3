import { expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { HOUR_MS } from '../../model/time.js'
import { tradingTime } from './trading-time.js'

const at = (text: string): number => Date.parse(text)
const hours = (from: string, to: string, id: 'XNYS' | '24/7' = 'XNYS') => tradingTime(calendar(id), at(from), at(to)) / HOUR_MS

test.each([
  ['within a session all of it', '2024-01-05T15:00:00Z', '2024-01-05T17:00:00Z', 2],
  ['over a night only its two ends', '2024-01-04T20:00:00Z', '2024-01-05T15:30:00Z', 2],
  ['over a weekend too', '2024-01-05T20:00:00Z', '2024-01-08T15:30:00Z', 2],
  ['out of hours nothing', '2024-01-05T21:00:00Z', '2024-01-08T14:30:00Z', 0],
  ['from a holiday only what comes after', '2024-01-01T15:00:00Z', '2024-01-02T15:30:00Z', 1],
  ['over a short day its short hours', '2024-07-03T13:00:00Z', '2024-07-05T13:00:00Z', 3.5],
])('%s', (_, from, to, expected) => {
  expect(hours(from, to)).toBe(expected)
})

test('a market that never closes counts every hour, over many days no fewer than forty', () => {
  expect(hours('2024-01-01T05:00:00Z', '2024-01-03T06:00:00Z', '24/7')).toBe(49)
  expect(hours('2010-01-04T15:00:00Z', '2024-01-03T15:00:00Z')).toBeGreaterThan(40 * 3)
})
