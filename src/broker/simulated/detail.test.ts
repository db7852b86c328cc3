import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HandBar, handSeries, START } from '../../../tests/fixtures/series.js'
import { columnNames } from '../../data/columns.js'
import type { BarSeries } from '../../model/bar.js'
import { HOUR_MS } from '../../model/time.js'
import { lastRowWith, walkedRows } from './detail.js'

const day: HandBar = [100, 110, 90, 105, 60]
/** Four bars of six hours that make up the day. */
const quarters: HandBar[] = [
  [100, 104, 99, 103, 10],
  [103, 110, 101, 102, 20],
  [102, 103, 90, 95, 10],
  [95, 106, 94, 105, 20],
]
const sixHours = (bars: readonly HandBar[], start = START): BarSeries => handSeries('A', bars, { timeframe: '6h', start })
const days = (...bars: readonly HandBar[]): BarSeries => handSeries('A', bars)

describe('a bar', () => {
  test('that finer ones make up is walked as these', () => {
    const walked = walkedRows({ ...days(day, day), detail: sixHours([...quarters, ...quarters]) })
    expect([walked?.covered, walked?.uneven]).toEqual([2, 0])
    expect([...(walked?.firstRow ?? [])]).toEqual([0, 4, 8])
    expect([...(walked?.barOf ?? [])]).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
    expect(walked?.series.timeframe).toBe('6h')
    expect([...(walked?.series.columns.low ?? [])]).toEqual([99, 101, 90, 94, 99, 101, 90, 94])
    expect(walked === null ? null : [0, 3, 4, 7].map((row) => lastRowWith(walked, row))).toEqual([3, 3, 7, 7])
  })

  test.each<[string, readonly HandBar[]]>([
    ['reach another high', quarters.with(1, [103, 109, 101, 102])],
    ['reach another low', quarters.with(2, [102, 103, 90.5, 95])],
    ['open elsewhere', quarters.with(0, [100.5, 104, 99, 103])],
    ['close elsewhere', quarters.with(3, [95, 106, 94, 104])],
  ])('is walked as it is where the finer ones %s', (_, finer) => {
    const walked = walkedRows({ ...days(day, day), detail: sixHours([...finer, ...quarters]) })
    expect([walked?.covered, walked?.uneven]).toEqual([1, 1])
    expect([...(walked?.barOf ?? [])]).toEqual([0, 1, 1, 1, 1])
    expect([...(walked?.series.columns.high ?? [])]).toEqual([110, 104, 110, 103, 106])
  })

  test('is walked as it is where no finer ones are inside, or where they reach out of it', () => {
    expect(walkedRows({ ...days(day, day), detail: sixHours(quarters) })).toMatchObject({ covered: 1, uneven: 0 })
    const late = sixHours([...quarters, ...quarters], START + 3 * HOUR_MS)
    expect(walkedRows({ ...days(day, day), detail: late })).toMatchObject({ covered: 0, uneven: 2 })
  })

  test('is walked as it is where one that began before reaches into it', () => {
    const finer = sixHours([...quarters, ...quarters])
    const closeTime = finer.columns.closeTime.map((time, row) => (row === 3 ? time + HOUR_MS : time))
    const openTime = finer.columns.openTime.map((time, row) => (row === 4 ? time + HOUR_MS : time))
    const reaching = { ...finer, columns: { ...finer.columns, closeTime, openTime } }
    expect(walkedRows({ ...days(day, day), detail: reaching })).toMatchObject({ covered: 0, uneven: 2 })
  })

  test('has finer ones to a tick, and keeps its own open, close, begin and end', () => {
    const tick = { instrument: { tick: 0.5 } as const }
    const finer = handSeries('A', quarters.with(0, [99.6, 104, 99, 103]).with(3, [95, 106, 94, 105.4]), { timeframe: '6h', ...tick })
    const walked = walkedRows({ ...handSeries('A', [day], tick), detail: { ...finer, columns: shortened(finer) } })
    expect(walked?.covered).toBe(1)
    const { openTime, closeTime, open, close } = walked?.series.columns ?? finer.columns
    expect([open[0], close[3]]).toEqual([100, 105])
    expect([openTime[0], closeTime[3]]).toEqual([START, START + 24 * HOUR_MS])
  })
})

/** Without a trade in the first and in the last minute. */
function shortened({ columns }: BarSeries): BarSeries['columns'] {
  const minute = 60_000
  return {
    ...columns,
    openTime: columns.openTime.map((time, row) => (row === 0 ? time + minute : time)),
    closeTime: columns.closeTime.map((time, row) => (row === columns.length - 1 ? time - minute : time)),
  }
}

test('a series without detail has no rows of its own, and one whose detail is itself has its bars', () => {
  const anyBar = fc
    .tuple(fc.integer({ min: 50, max: 150 }), fc.integer({ min: 50, max: 150 }), fc.nat(10), fc.nat(10), fc.nat(100))
    .map(([open, close, up, down, volume]): HandBar => [open, Math.max(open, close) + up, Math.min(open, close) - down, close, volume])
  fc.assert(
    fc.property(fc.array(anyBar, { minLength: 1, maxLength: 20 }), (bars) => {
      const series = days(...bars)
      expect(walkedRows(series)).toBeNull()
      const walked = walkedRows({ ...series, detail: series })
      expect([walked?.covered, walked?.uneven]).toEqual([bars.length, 0])
      for (const name of columnNames) expect(walked?.series.columns[name]).toEqual(series.columns[name])
    }),
  )
})

test('quotes come along where both have them', () => {
  const quotesOf = ({ columns: { length, open, high, low, close } }: BarSeries, by: number) => {
    const moved = (values: Float64Array, sign: number) => values.map((value) => value + sign * by)
    return {
      length,
      ...{ bidOpen: moved(open, -1), bidHigh: moved(high, -1), bidLow: moved(low, -1), bidClose: moved(close, -1) },
      ...{ askOpen: moved(open, 1), askHigh: moved(high, 1), askLow: moved(low, 1), askClose: moved(close, 1) },
    }
  }
  const [long, finer] = [days(day, day), sixHours(quarters)]
  const detail = { ...finer, quotes: quotesOf(finer, 1) }
  expect(walkedRows({ ...long, detail })?.series.quotes).toBeUndefined()
  const walked = walkedRows({ ...long, quotes: quotesOf(long, 2), detail })
  expect([...(walked?.series.quotes?.bidLow ?? [])]).toEqual([98, 100, 89, 93, 88])
})
