import { describe, expect, test } from 'vitest'
import { BenchError } from '../std/errors.js'
import { formatTime, isDaily, parseTimeframe, timeframeMs } from './time.js'

describe('a timeframe', () => {
  test.each([
    ['10s', 10_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['2w', 1_209_600_000],
  ])('%s is %d ms', (text, ms) => {
    expect(timeframeMs(parseTimeframe(text))).toBe(ms)
  })

  test.each(['', '0m', '1', 'm', '1.5h', '-1d', '1D', '1month'])("'%s' is refused with the forms that are taken", (text) => {
    expect(() => parseTimeframe(text)).toThrow(BenchError)
  })

  test('of a day or more holds whole sessions', () => {
    expect((['4h', '1d', '1w'] as const).map(isDaily)).toEqual([false, true, true])
  })
})

test('a time is printed in UTC, with milliseconds only where there are some', () => {
  expect(formatTime(0)).toBe('1970-01-01T00:00:00Z')
  expect(formatTime(1_500)).toBe('1970-01-01T00:00:01.500Z')
})
