import { expect, test } from 'vitest'
import { checkTimer } from './check-timer.js'

const now = Date.UTC(2024, 0, 1)
const fault = (at: unknown): string => named(at, 'close')
const named = (at: unknown, name: unknown): string => {
  try {
    checkTimer(at as number, name as string, now)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('a timer is for a time to come, in milliseconds, under a name', () => {
  expect(fault(now + 1)).toBe('')
  expect(fault(now)).toBe("the timer 'close' is set for 2024-01-01T00:00:00Z, which is not to come")
  expect(fault(now - 1)).toContain('which is not to come')
})

test.each([
  [new Date(now + 1000), 'a Date'],
  [String(now + 1000), String(now + 1000)],
  [BigInt(now + 1000), String(now + 1000)],
  [Object(now + 1000), 'a Number'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [undefined, 'undefined'],
])('%o is no time', (at, printed) => {
  expect(fault(at)).toBe(`the timer 'close' is set for ${printed}, which is no time`)
})

test('what is no text is no name', () => {
  expect(named(now + 1, undefined)).toBe('schedule was given undefined as the name of a timer')
  expect(named(now + 1, {})).toBe('schedule was given an Object as the name of a timer')
})
