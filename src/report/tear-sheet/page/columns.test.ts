import { describe, expect, test } from 'vitest'
import { rowAt, rowsInView } from './columns.js'

const time = Float64Array.from({ length: 20_000 }, (_, i) => i * 10)
const value = time.map((_, i) => (i === 12_345 ? 99 : Math.sin(i / 50)))

describe('rows in view', () => {
  test('one more row stands on either side, so that lines reach the edge', () => {
    const { rows } = rowsInView({ time, value }, ['value'], 105, 131)
    expect(rows.map((row) => row.time)).toEqual([100, 110, 120, 130, 140])
  })

  test('a single spike survives the thinning of all rows', () => {
    const { rows, held } = rowsInView({ time, value }, ['value'], 0, 200_000)
    expect(held).toBe(20_000)
    expect(rows.length).toBeLessThan(6_100)
    expect(rows.find((row) => row.value === 99)?.time).toBe(123_450)
  })

  test('a hidden field is not handed over', () => {
    expect(rowsInView({ time, value }, [], 0, 20).rows).toEqual([{ time: 0 }, { time: 10 }, { time: 20 }, { time: 30 }])
  })

  test('the first row at or after a time is found', () => {
    expect([rowAt(time, -5), rowAt(time, 0), rowAt(time, 11), rowAt(time, 1e9)]).toEqual([0, 0, 2, 20_000])
  })
})
