import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pick, rowsToDraw } from './down-sample.js'

describe('thinning', () => {
  test('a short run keeps every row', () => {
    expect([...rowsToDraw([[3, 1, 2]], 3, 10)]).toEqual([0, 1, 2])
  })

  test('first, last, highest and lowest row stay, in order and within the limit', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 500, size: 'max' })
    fc.assert(
      fc.property(values, fc.integer({ min: 9, max: 60 }), (column, limit) => {
        const rows = rowsToDraw([column], column.length, limit)
        const drawn = pick(column, rows)
        expect(rows[0]).toBe(0)
        expect(rows.at(-1)).toBe(column.length - 1)
        expect(Math.max(...drawn)).toBe(Math.max(...column))
        expect(Math.min(...drawn)).toBe(Math.min(...column))
        expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b))
        expect(rows.length).toBeLessThanOrEqual(Math.max(limit, 4) + 1)
      }),
    )
  })

  test('rows without a value do not hide the extremes beside them', () => {
    const column = Float64Array.from({ length: 300 }, (_, i) => (i < 160 ? Number.NaN : i === 222 ? 7 : i % 5))
    const drawn = pick(column, rowsToDraw([column], 300, 12))
    expect(Math.max(...drawn.filter((value) => !Number.isNaN(value)))).toBe(7)
    expect(drawn[0]).toBeNaN()
  })
})
