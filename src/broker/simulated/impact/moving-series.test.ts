import { describe, expect, it } from 'vitest'
import { flatBars, type HandBar, handSeries, START } from '../../../../tests/fixtures/series.js'
import { columnsFromRows } from '../../../data/columns.js'
import type { BarColumns, BarSeries } from '../../../model/bar.js'
import { MINUTE_MS } from '../../../model/time.js'
import type { ImpactRules } from './bar-mover.js'
import { LiveMarket } from './live-market.js'
import { CoarseBars, MovingBars, movingCopy } from './moving-series.js'

const rules: ImpactRules = { y: 0, kappa: 1, feedback: 0, tauMs: MINUTE_MS, sigma: 0.02, volume: 1_000_000 }
const estimated: ImpactRules = { ...rules, sigma: null, volume: null }

const minutes: HandBar[] = [
  [100, 110, 95, 100],
  [100, 103, 99, 102],
  [102, 104, 100, 101],
  [101, 106, 98, 103],
  [103, 112, 90, 100],
  [100, 101, 99, 100],
]
/** The same, two by two. */
const pairs: HandBar[] = [
  [100, 110, 95, 102],
  [102, 106, 98, 103],
  [103, 112, 90, 100],
]
const fine = handSeries('A', minutes, { timeframe: '1m' })
const coarse = handSeries('A', pairs, { timeframe: '2m' })

/** Moves each minute by a factor. */
function move({ open, high, low, close }: BarColumns, factors: readonly number[]): void {
  for (const column of [open, high, low, close])
    for (const [row, factor] of factors.entries()) column[row] = (column[row] as number) * factor
}

function rowOf({ open, high, low, close }: BarColumns, row: number): (number | undefined)[] {
  return [open[row], high[row], low[row], close[row]]
}

describe('the bars of a run under impact', () => {
  it('are copies of the recorded prices, in their order; times and volumes are shared', () => {
    const bars = new MovingBars(rules, [fine, coarse])
    expect(bars.series).toEqual([fine, coarse])
    const [moving] = bars.series as [BarSeries]
    for (const name of ['open', 'high', 'low', 'close'] as const) expect(moving.columns[name]).not.toBe(fine.columns[name])
    for (const name of ['openTime', 'closeTime', 'volume'] as const) expect(moving.columns[name]).toBe(fine.columns[name])
    expect(bars.series.map((series) => bars.recordedOf(series))).toEqual([fine, coarse])
    expect(bars.recordedOf(moving)).toBe(fine)
  })

  it('are moved by our trades, and the recorded ones are not', () => {
    const bars = new MovingBars(rules, [fine])
    const [moving] = bars.series as [BarSeries]
    const [mover, market] = [bars.moverOf(moving), new LiveMarket()]
    mover.open(market, 0)
    // Half of a day's volume: for good one percent, 0.5 × 0.02.
    market.take(1, 500_000)
    mover.path(market, 0)
    expect(moving.columns.close[0]).toBeCloseTo(100 * Math.exp(0.01), 9)
    expect(fine.columns.close[0]).toBe(100)
  })

  it('must have prices above zero', () => {
    const lows = (low: number): BarSeries => handSeries('A', [...flatBars(1), [1, 1, low, 1]])
    expect(() => new MovingBars(rules, [fine, lows(0)])).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'impact: A has prices of zero or less, which a shift in percent cannot move',
        hint: 'leave impact out for it',
      }),
    )
    expect(() => new MovingBars(rules, [lows(-1)])).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
    expect(() => new MovingBars(rules, [lows(0.01)])).not.toThrow()
  })

  it('of more than a day need volatility and volume from the config', () => {
    const weeks = handSeries('A', flatBars(100, 101), { timeframe: '1w' })
    expect(() => new MovingBars(estimated, [weeks])).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIG',
        message: 'impact: bars of 1w of A do not tell its daily volatility and volume',
        hint: 'give impact.sigma and impact.volume, or run it on bars of a day or less',
      }),
    )
    for (const half of [
      { ...rules, sigma: null },
      { ...rules, volume: null },
    ])
      expect(() => new MovingBars(half, [weeks])).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
    expect(() => new MovingBars(rules, [weeks])).not.toThrow()
    expect(() => new MovingBars(estimated, [handSeries('A', flatBars(100, 101))])).not.toThrow()
  })
})

describe('a coarser bar', () => {
  it('moves as the same prices of the finer ones in it did, and of no others', () => {
    const bars = new MovingBars(rules, [fine, coarse])
    const [minute, pair] = bars.series as [BarSeries, BarSeries]
    move(minute.columns, [1.2, 1.2, 1.01, 1.01, 0.8, 0.8])
    for (const [bar, factor] of [1.2, 1.01, 0.8].entries()) {
      bars.closeCoarse(pair, minute, bar)
      const prices = rowOf(pair.columns, bar) as number[]
      for (const [k, price] of prices.entries()) expect(price).toBeCloseTo((pairs[bar]?.[k] as number) * factor, 9)
    }
  })

  it('stays as it was recorded, to the byte, while no finer one in it moves', () => {
    const ends: readonly [start: number, end: number] = [START, START + MINUTE_MS]
    const own = columnsFromRows([[...ends, 101, 110, 97, 103, 1]])
    const [bars, finer] = [movingCopy({ ...coarse, columns: own }).columns, columnsFromRows([[...ends, 98, 107, 93, 98, 1]])]
    new CoarseBars(coarse.instrument, own, bars, finer, movingCopy({ ...fine, columns: finer }).columns).close(0)
    expect(bars).toEqual(own)
  })

  it('takes in finer ones from its own begin on, to its own end', () => {
    const late = columnsFromRows([
      [START + 2 * MINUTE_MS, START + 4 * MINUTE_MS + 30_000, ...(pairs[1] as readonly [number, number, number, number]), 1],
    ])
    const moving = movingCopy(fine).columns
    move(moving, [1.2, 1.2, 1.01, 1.01, 0.8, 0.8])
    const own = movingCopy({ ...coarse, columns: late }).columns
    new CoarseBars(coarse.instrument, late, own, fine.columns, moving).close(0)
    const prices = rowOf(own, 0) as number[]
    for (const [k, price] of prices.entries()) expect(price).toBeCloseTo((pairs[1]?.[k] as number) * 1.01, 9)
  })

  it.each([Number.NaN, 0, Number.POSITIVE_INFINITY])('takes no extreme from a close of %d', (close) => {
    const ends: readonly [start: number, end: number] = [START, START + MINUTE_MS]
    const columns = columnsFromRows([[...ends, 100, 110, 90, close, 1]])
    const [own, moved] = [movingCopy({ ...coarse, columns }).columns, movingCopy({ ...fine, columns }).columns]
    moved.high[0] = 111
    new CoarseBars(coarse.instrument, columns, own, columns, moved).close(0)
    expect(rowOf(own, 0)).toEqual([100, 111, 90, close])
  })

  it('holds its open and its close within its extremes, though finer ones open and close elsewhere', () => {
    const ends: readonly [start: number, end: number] = [START, START + MINUTE_MS]
    const [wide, narrow] = [columnsFromRows([[...ends, 110, 110, 90, 90, 1]]), columnsFromRows([[...ends, 100, 110, 90, 100, 1]])]
    const [own, moved] = [movingCopy({ ...coarse, columns: wide }).columns, movingCopy({ ...fine, columns: narrow }).columns]
    moved.high[0] = 105
    moved.low[0] = 95
    new CoarseBars(coarse.instrument, wide, own, narrow, moved).close(0)
    expect(rowOf(own, 0)).toEqual([110, 110, 90, 90])
    const [turned, back] = [columnsFromRows([[...ends, 90, 110, 90, 110, 1]]), movingCopy({ ...coarse, columns: wide }).columns]
    new CoarseBars(coarse.instrument, turned, Object.assign(back, movingCopy({ ...coarse, columns: turned }).columns), narrow, moved).close(
      0,
    )
    expect(rowOf(back, 0)).toEqual([90, 110, 90, 110])
  })
})
