import { expect, test } from 'vitest'
import { RecentTimes } from './recent-times.js'

test('a window is full with as many as there may be, and no longer when the first of them has left it', () => {
  const times = new RecentTimes(3, 1_000)
  expect(times.isFull(0)).toBe(false)
  for (const time of [0, 10, 20]) times.note(time)
  expect(times.isFull(999)).toBe(true)
  expect(times.isFull(1_000)).toBe(false)
  times.note(1_005)
  expect(times.isFull(1_009)).toBe(true)
  expect(times.isFull(1_010)).toBe(false)
  times.clear()
  expect(times.isFull(1_009)).toBe(false)
})
