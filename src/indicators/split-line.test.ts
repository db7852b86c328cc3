import { describe, expect, test } from 'vitest'
import { crossesAbove } from './line.js'
import { SplitLine } from './split-line.js'

/** Two bars, a split of 4:1, two more. */
const columns = [new Float64Array([400, 408]), new Float64Array([100, 102, 101, 104])]

describe('a line over a split', () => {
  test('reads in the shares of today, now and before', () => {
    const cursor = { index: 1, splits: 0 }
    const line = new SplitLine(columns, cursor)
    expect([line.now, line.previous, line.ago(1), line.ago(2)]).toEqual([408, 400, 400, Number.NaN])
    cursor.splits = 1
    expect([line.now, line.previous]).toEqual([102, 100])
    cursor.index = 2
    expect([line.now, line.previous, line.ago(2)]).toEqual([101, 102, 100])
  })

  test('crosses what it crosses, and not the split', () => {
    const cursor = { index: 2, splits: 1 }
    const line = new SplitLine(columns, cursor)
    const level = new SplitLine([new Float64Array([410, 410]), new Float64Array([102.5, 102.5, 102.5, 102.5])], cursor)
    expect(crossesAbove(line, level)).toBe(false)
    cursor.index = 3
    expect([crossesAbove(line, level), crossesAbove(line, 103)]).toEqual([true, true])
  })

  test('cannot be read ahead', () => {
    expect(() => new SplitLine(columns, { index: 0, splits: 0 }).ago(-1)).toThrow(RangeError)
  })
})
