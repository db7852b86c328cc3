import { expect, test } from 'vitest'
import { sparkline } from './sparkline.js'

test('the lowest value is the lowest block and the highest the full one', () => {
  expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 8)).toBe('▁▂▃▄▅▆▇█')
})

test('a long curve ends with its last value and has the width asked for', () => {
  const line = sparkline(
    Float64Array.from({ length: 5_104 }, (_, i) => i),
    60,
  )
  expect([line.length, line[0], line.at(-1)]).toEqual([60, '▁', '█'])
})

test('a flat curve is a low line, an empty one is empty', () => {
  expect([sparkline([5, 5, 5], 8), sparkline([], 8)]).toEqual(['▁▁▁', ''])
})
