import { expect, test } from 'vitest'
import { RecentTimes } from './recent-times.js'

test('a window is full with as many as there may be, and no longer when the first of them has left it', () => {
  const times = new RecentTimes(3, 1_000)
  expect([times.hasRoom(1, 0), times.freeAt(1)]).toEqual([true, Number.NEGATIVE_INFINITY])
  for (const time of [0, 10, 20]) times.note(time)
  expect([times.hasRoom(1, 999), times.freeAt(1), times.freeAt(3), times.freeAt(4)]).toEqual([
    false,
    1_000,
    1_020,
    Number.POSITIVE_INFINITY,
  ])
  expect(times.hasRoom(1, 1_000)).toBe(true)
  times.note(1_005)
  expect(times.hasRoom(1, 1_009)).toBe(false)
  expect([1, 2, 3, 4].map((more) => times.hasRoom(more, 1_010))).toEqual([true, false, false, false])
  expect([1, 2, 3, 4].map((more) => times.hasRoom(more, 2_005))).toEqual([true, true, true, false])
  times.clear()
  expect(times.hasRoom(1, 1_009)).toBe(true)
})
