import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { sessionOn, timeOfDay } from './time-of-day.js'

describe('a time of day', () => {
  test.each([
    ['in winter', Date.UTC(2024, 0, 2, 15), Date.UTC(2024, 0, 2, 20, 30)],
    ['in summer', Date.UTC(2024, 6, 2, 15), Date.UTC(2024, 6, 2, 19, 30)],
    ['on the date that it still is there', Date.UTC(2024, 0, 3, 4, 59), Date.UTC(2024, 0, 2, 20, 30)],
    ['on the date that it is there already', Date.UTC(2024, 0, 3, 5), Date.UTC(2024, 0, 3, 20, 30)],
  ])('is when the clock shows it, %s', (_, time, expected) => {
    expect(timeOfDay(time, '15:30', 'America/New_York')).toBe(expected)
  })

  test('that the clocks skip is the moment after, one that they repeat the first', () => {
    expect(timeOfDay(Date.UTC(2024, 2, 10, 12), '02:30', 'America/New_York')).toBe(Date.UTC(2024, 2, 10, 7))
    expect(timeOfDay(Date.UTC(2024, 10, 3, 12), '01:30', 'America/New_York')).toBe(Date.UTC(2024, 10, 3, 5, 30))
  })

  test.each(['24:00', '9:30', '15:60', '15:30:00', 'noon'])('is not %s', (clock) => {
    expect(() => timeOfDay(0, clock, 'UTC')).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('15:30') }))
  })

  test('hangs in a zone that there is', () => {
    expect(() => timeOfDay(0, '15:30', 'New York')).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })
})

describe('the session of a time', () => {
  const stock = instrument('A', 'equity')

  test('is that of its date in New York, before, in and after hours', () => {
    for (const hour of [6, 15, 23]) {
      expect(sessionOn(stock, Date.UTC(2024, 6, 3, hour))).toMatchObject({
        date: '2024-07-03',
        early: true,
        close: Date.UTC(2024, 6, 3, 17),
      })
    }
  })

  test('is none on a holiday, and the whole day of a market that never closes', () => {
    expect(sessionOn(stock, Date.UTC(2024, 6, 4, 15))).toBeNull()
    expect(sessionOn(instrument('C', 'crypto'), Date.UTC(2024, 6, 4, 15))).toMatchObject({ open: Date.UTC(2024, 6, 4), early: false })
  })
})
