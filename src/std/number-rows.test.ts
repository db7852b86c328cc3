import { expect, test } from 'vitest'
import { NumberRows } from './number-rows.js'

test.each([1, 64, 65, 2048, 2049, 5000])('%i rows hold what was written to them', (count) => {
  const rows = new NumberRows(2)
  for (let row = 0; row < count; row++) {
    expect(rows.add()).toBe(row)
    rows.blockOf(row)[rows.placeOf(row) + 1] = row + 0.5
  }
  const read = Array.from({ length: count }, (_, row) => rows.blockOf(row).subarray(rows.placeOf(row), rows.placeOf(row) + 2))
  expect(read.every(([zero, written], row) => zero === 0 && written === row + 0.5)).toBe(true)
})
