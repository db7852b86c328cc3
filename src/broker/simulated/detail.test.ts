import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HandBar, handSeries, START } from '../../../tests/fixtures/series.js'
import { columnNames } from '../../data/columns.js'
import type { BarSeries, QuoteColumns } from '../../model/bar.js'
import type { Instrument } from '../../model/instrument.js'
import { HOUR_MS } from '../../model/time.js'
import { closingRow, isLastOfBar, lastRowWith, type Walked, walkedRows } from './detail.js'

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

  test.each([Number.NaN, 0, Number.POSITIVE_INFINITY])(
    'that closes at %d has the extremes that it had, in finer ones and by itself',
    (close) => {
      for (const last of [105, close]) {
        const finer = sixHours([...quarters.with(3, [95, 106, 94, last]), ...quarters])
        const { firstRow, series } = walkedRows({ ...days([100, 110, 90, close], day), detail: finer }) as Walked
        const [high, low] = [series.columns.high.slice(0, firstRow[1]), series.columns.low.slice(0, firstRow[1])]
        expect([Math.max(...high), Math.min(...low)]).toEqual([110, 90])
        expect(series.columns.close[(firstRow[1] as number) - 1]).toBe(close)
      }
    },
  )

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

describe('the first and the last of the finer bars', () => {
  /** Half a tick, or a whole one, away from the day's own open and close. */
  const walkedWith = (bar: HandBar, first: HandBar, last: HandBar) => {
    const tick = { instrument: { tick: 0.5 } as const }
    const finer = [first, ...quarters.slice(1, 3), last]
    return walkedRows({ ...handSeries('A', [bar], tick), detail: handSeries('A', finer, { timeframe: '6h', ...tick }) })?.series.columns
  }

  test('reach up to them', () => {
    const rows = walkedWith([100, 110, 90, 105], [99.6, 99.8, 99, 99.7], [95, 104.8, 94, 104.8])
    expect([...(rows?.high ?? [])]).toEqual([100, 110, 103, 105])
    expect([...(rows?.low ?? [])]).toEqual([99, 101, 90, 94])
  })

  test('reach down to them', () => {
    const rows = walkedWith([100, 110, 90, 95], [100.4, 104, 100.3, 103], [96, 97, 95.4, 95.4])
    expect([...(rows?.high ?? [])]).toEqual([104, 110, 103, 97])
    expect([...(rows?.low ?? [])]).toEqual([100, 101, 90, 95])
  })
})

test('prices without a tick are the same to a billionth, of themselves or of 1', () => {
  const covered = (open: number, theirs: number): number | undefined => {
    const at = (price: number): HandBar => [price, 2 * open, open / 2, open]
    return walkedRows({ ...days(at(open)), detail: handSeries('A', [at(theirs)]) })?.covered
  }
  expect([covered(1e6, 1e6 + 5e-4), covered(1e6, 1e6 + 2e-3)]).toEqual([1, 0])
  expect([covered(1e-3, 1e-3 + 5e-10), covered(1e-3, 1e-3 + 2e-9)]).toEqual([1, 0])
})

test('the last row of a bar is the one that strategies see the close of', () => {
  const walked = walkedRows({ ...days(day, day), detail: sixHours(quarters) })
  expect([0, 1, 2, 3, 4].map((row) => isLastOfBar(walked, row))).toEqual([false, false, false, true, true])
  expect([0, 1].map((bar) => closingRow(walked, bar))).toEqual([3, 4])
  // Without detail a bar is its own row.
  expect([isLastOfBar(null, 7), closingRow(null, 7)]).toEqual([true, 7])
})

test('rows are put together once, however many runs ask, and anew for other detail or quotes', () => {
  const [long, finer] = [days(day), sixHours(quarters)]
  const columnsOf = (series: BarSeries) => walkedRows(series)?.series.columns
  const columns = columnsOf({ ...long, detail: finer })
  expect(columnsOf({ ...long, detail: finer })).toBe(columns)
  const quotes = { length: 1 } as QuoteColumns
  const quoted = columnsOf({ ...long, detail: finer, quotes })
  expect(quoted).not.toBe(columns)
  expect(columnsOf({ ...long, detail: finer, quotes })).toBe(quoted)
  expect(walkedRows({ ...long, detail: sixHours(quarters.with(0, [101, 104, 99, 103])), quotes })?.covered).toBe(0)
})

test('what a run has of the instrument is its own, whatever came with the detail or with a run before', () => {
  const [long, finer] = [days(day), sixHours(quarters.with(3, [95, 106, 94, 105.5, 20]))]
  const withInstrument = (change: Partial<Instrument>): BarSeries => ({
    ...long,
    instrument: { ...long.instrument, ...change },
    detail: finer,
  })
  for (const change of [{ tick: 1 }, { tick: 0.01 }, { tick: 1, lot: 0.5 }] as const) {
    const series = withInstrument(change)
    const walked = walkedRows(series)
    expect(walked?.covered).toBe(change.tick === 1 ? 1 : 0)
    expect(walked?.series.instrument).toBe(series.instrument)
  }
})

test('a series of which no bar is made up is walked itself', () => {
  const series = { ...days(day), detail: sixHours(quarters.slice(1)) }
  expect(walkedRows(series)?.series).toBe(series)
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
  expect(walkedRows({ ...long, quotes: quotesOf(long, 2), detail: finer })?.series.quotes).toBeUndefined()
  const walked = walkedRows({ ...long, quotes: quotesOf(long, 2), detail })
  expect([...(walked?.series.quotes?.bidLow ?? [])]).toEqual([98, 100, 89, 93, 88])
})
