import { expect, test } from 'vitest'
import { day, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { walkedRows } from './detail.js'
import { MeanRange } from './mean-range.js'

const bars: HandBar[] = [
  [100, 104, 98, 100],
  [100, 106, 100, 105],
  [10, 11, 10, 10.5],
  [10.5, 10.6, 10, 10],
]

test('is of the rows before, with the gap from the close before each', () => {
  const range = new MeanRange(handSeries('A', bars), null)
  expect([0, 1, 2].map((row) => range.before(row))).toEqual([0, 6, 6])
  // A split that nobody told of: 105 to 10.
  expect(range.before(3)).toBeCloseTo((6 + 6 + 95) / 3, 12)
})

test.each([Number.NaN, 0])('has no gap from a close of %d, which is no price', (none) => {
  const spoilt: HandBar[] = [
    [100, 104, 98, none],
    [100, 106, 100, 105],
    [105, 106, 104, 105],
  ]
  expect(new MeanRange(handSeries('A', spoilt), null).before(2)).toBe(6)
})

test('is in the shares of the present: prices of before a split are divided by it', () => {
  const range = new MeanRange(handSeries('A', bars), null)
  range.split(10, day(2))
  expect(range.before(1)).toBe(6)
  expect(range.before(2)).toBeCloseTo(0.6, 12)
  expect(range.before(3)).toBeCloseTo((0.6 + 0.6 + 1) / 3, 12)
  // Asked before the split has come.
  expect(range.before(2, 1)).toBe(6)
})

test('is of rows as long as the row: finer ones by finer ones, whole bars by whole bars', () => {
  const whole: HandBar = [100, 110, 90, 105]
  const quarters: HandBar[] = [
    [100, 104, 99, 103],
    [103, 110, 101, 102],
    [102, 103, 90, 95],
    [95, 106, 94, 105],
  ]
  const finer = handSeries('A', [...quarters, ...quarters], { timeframe: '6h', start: day(1) })
  const walked = walkedRows({ ...handSeries('A', [whole, whole, whole, whole]), detail: finer })
  if (walked === null) throw new Error('no detail')
  const range = new MeanRange(walked.series, walked)
  expect([...walked.barOf]).toEqual([0, 1, 1, 1, 1, 2, 2, 2, 2, 3])
  expect(range.before(1)).toBe(0)
  // From the close of 105 down to 99, then 9.
  expect(range.before(3)).toBe((6 + 9) / 2)
  expect(range.before(9)).toBe(20)
})
