import { describe, expect, it } from 'vitest'
import { crossesAbove, crossesBelow, Line } from './line.js'

const lineAt = (index: number, ...values: number[]): Line => new Line(Float64Array.from(values), { index })

describe('a line', () => {
  it('moves with its cursor', () => {
    const cursor = { index: 0 }
    const line = new Line(Float64Array.of(1, 2, 3), cursor)
    expect([line.now, line.previous]).toEqual([1, Number.NaN])
    cursor.index = 2
    expect([line.now, line.previous, line.ago(2), line.ago(3)]).toEqual([3, 2, 1, Number.NaN])
  })

  it('cannot be asked for the future', () => {
    expect(() => lineAt(0, 1, 2).ago(-1)).toThrow(RangeError)
  })

  it('crosses another where it was at or below it and is above now', () => {
    expect(crossesAbove(lineAt(1, 1, 3), lineAt(1, 2, 2))).toBe(true)
    expect(crossesAbove(lineAt(1, 2, 3), lineAt(1, 2, 2))).toBe(true)
    expect(crossesAbove(lineAt(1, 3, 4), lineAt(1, 2, 2))).toBe(false)
    expect(crossesBelow(lineAt(1, 2, 1), lineAt(1, 2, 2))).toBe(true)
    expect(crossesBelow(lineAt(1, 1, 3), lineAt(1, 2, 2))).toBe(false)
  })

  it('does not cross by touching: a tie is not yet above or below', () => {
    expect(crossesAbove(lineAt(1, 1, 2), lineAt(1, 2, 2))).toBe(false)
    expect(crossesBelow(lineAt(1, 3, 2), lineAt(1, 2, 2))).toBe(false)
  })

  it('crosses a level', () => {
    expect(crossesAbove(lineAt(1, 29, 31), 30)).toBe(true)
    expect(crossesBelow(lineAt(1, 31, 29), 30)).toBe(true)
    expect(crossesBelow(lineAt(1, 30, 30), 30)).toBe(false)
  })

  it('does not cross while one of the two is warming up', () => {
    expect(crossesAbove(lineAt(1, Number.NaN, 3), lineAt(1, 2, 2))).toBe(false)
    expect(crossesAbove(lineAt(1, 1, 3), lineAt(1, Number.NaN, 2))).toBe(false)
    expect(crossesBelow(lineAt(0, 1), 2)).toBe(false)
  })
})
