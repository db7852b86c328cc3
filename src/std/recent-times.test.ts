import { expect, test } from 'vitest'
import { RecentTimes } from './recent-times.js'

test('a window is full with as many as there may be, and no longer when the first of them has left it', () => {
  const times = new RecentTimes(3, 1_000)
  expect([times.isFull(0), times.freeAt]).toEqual([false, Number.NEGATIVE_INFINITY])
  for (const time of [0, 10, 20]) times.note(time)
  expect([times.isFull(999), times.freeAt]).toEqual([true, 1_000])
  expect(times.isFull(1_000)).toBe(false)
  times.note(1_005)
  expect(times.isFull(1_009)).toBe(true)
  expect(times.isFull(1_010)).toBe(false)
  expect([1, 2, 3, 4].map((more) => times.hasRoom(more, 1_010))).toEqual([true, false, false, false])
  expect([1, 2, 3, 4].map((more) => times.hasRoom(more, 2_005))).toEqual([true, true, true, false])
  times.clear()
  expect(times.isFull(1_009)).toBe(false)
})
