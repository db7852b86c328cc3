import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../model/time.js'
import { endOf, lastEnd } from './entry-end.js'
import { scheduleOf } from './schedule.js'

const when = { at: '2024-03-04T15:30:00Z' }
const { entries } = scheduleOf(1, [
  { fault: 'reject', when, minutes: 5 },
  { fault: 'wrong-unit', when, minutes: 5 },
  { fault: 'halt', when, minutes: 60 },
])
const [reject, wrongUnit] = entries as [(typeof entries)[0], (typeof entries)[0]]

test('an entry is over after its minutes, and the mistake of an operator never', () => {
  expect(endOf(reject, 1_000)).toBe(1_000 + 5 * MINUTE_MS)
  expect(endOf(wrongUnit, 1_000)).toBe(Number.POSITIVE_INFINITY)
})

test('the last end is of what came on, by its last onset, and of what ends', () => {
  expect(lastEnd(entries, [[1_000, 9 * MINUTE_MS], [0], []])).toBe(14 * MINUTE_MS)
  expect(lastEnd(entries, [[], [0], []])).toBe(Number.NEGATIVE_INFINITY)
})
