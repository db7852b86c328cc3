// The finer bars inside longer ones. Where they make up a bar the venue walks them one after the other in its place; elsewhere it walks the bar itself.

import type { BarColumns, BarSeries, QuoteColumns } from '../../model/bar.js'
import { type Instrument, isPrice } from '../../model/instrument.js'

/** What the venue walks of a series: rows, of which each bar of the series is one or several. */
export interface Walked {
  readonly series: BarSeries
  /** Bars that finer ones make up, and bars whose finer ones do not. */
  readonly covered: number
  readonly uneven: number
  /** The first row of each bar; one more behind the last. */
  readonly firstRow: Int32Array
  /** The bar of each row. */
  readonly barOf: Int32Array
}

/** The rows of a series with detail; null where it has none. */
export function walkedRows(series: BarSeries): Walked | null {
  if (series.detail === undefined) return null
  const { columns, quotes, ...rows } = rowsOf(series, series.detail)
  // Lots, and what else a run has of an instrument, are those of the bars, whatever comes with their detail.
  const walked = rows.covered === 0 ? series : { ...series.detail, instrument: series.instrument, columns, quotes }
  return { series: walked, ...rows }
}

/** The row that a bar ends with: itself where nothing finer is walked. */
export function closingRow(walked: Walked | null, bar: number): number {
  return walked === null ? bar : (walked.firstRow[bar + 1] as number) - 1
}

/** The first row of the bar that a row belongs to. */
export function firstRowWith({ firstRow, barOf }: Walked, row: number): number {
  return firstRow[barOf[row] as number] as number
}

/** The last row of the bar that a row belongs to. */
export function lastRowWith({ firstRow, barOf }: Walked, row: number): number {
  return (firstRow[(barOf[row] as number) + 1] as number) - 1
}

/** Whether a row is the last of its bar: its close is the one that strategies see. */
export function isLastOfBar(walked: Walked | null, row: number): boolean {
  return walked === null || lastRowWith(walked, row) === row
}

/** Whether a row is a bar by itself. */
export function isWholeBar(walked: Walked, row: number): boolean {
  return firstRowWith(walked, row) === lastRowWith(walked, row)
}

/** Rows, whatever the run that asks has of their instrument besides what decides them. */
interface Rows extends Omit<Walked, 'series'>, Pick<BarSeries, 'columns' | 'quotes'> {}

interface Made extends Pick<BarSeries, 'detail' | 'quotes'>, Pick<Instrument, 'tick' | 'mayBeNegative'> {
  readonly rows: Rows
}

const made = new WeakMap<BarColumns, Made>()

/** Gathered once, however many runs ask. */
function rowsOf(series: BarSeries, detail: BarSeries): Rows {
  const { quotes, instrument } = series
  const { tick, mayBeNegative } = instrument
  const known = made.get(series.columns)
  const isKnown = known?.detail === detail && known.quotes === quotes && known.tick === tick && known.mayBeNegative === mayBeNegative
  if (isKnown) return known.rows
  const rows = walk(series, detail)
  made.set(series.columns, { detail, quotes, tick, mayBeNegative, rows })
  return rows
}

function walk(series: BarSeries, finer: BarSeries): Rows {
  const { columns } = series
  const { length } = columns
  /** By bar, its finer ones: from, and up to but not including. */
  const from = new Int32Array(length)
  const to = new Int32Array(length)
  const firstRow = new Int32Array(length + 1)
  let [covered, uneven, next] = [0, 0, 0]
  for (let bar = 0; bar < length; bar++) {
    const first = firstNotBefore(finer.columns.openTime, columns.openTime[bar] as number, next)
    next = firstNotBefore(finer.columns.openTime, columns.closeTime[bar] as number, first)
    const isWhole = next > first && makesUp(columns, bar, finer.columns, first, next, series.instrument)
    if (isWhole) {
      covered++
      from[bar] = first
      to[bar] = next
    } else if (next > first) uneven++
    firstRow[bar + 1] = (firstRow[bar] as number) + (isWhole ? next - first : 1)
  }
  const rows = { firstRow, barOf: barsOf(firstRow), covered, uneven }
  if (covered === 0) return { columns, quotes: series.quotes, ...rows }
  const gather = gatherer(from, to, firstRow)
  const quotes = series.quotes === undefined || finer.quotes === undefined ? undefined : gather(series.quotes, finer.quotes)
  return { columns: joined(series, gather(columns, finer.columns), firstRow), quotes, ...rows }
}

/**
 * The rows with the bars' own begin, end, open and close: those of the finer bars may be a tick, or minutes without a trade, away. A close that is no
 * price is none of the row's extremes.
 */
function joined({ instrument, columns: bars }: BarSeries, rows: BarColumns, firstRow: Int32Array): BarColumns {
  for (let bar = 0; bar < bars.length; bar++) {
    const [first, last] = [firstRow[bar] as number, (firstRow[bar + 1] as number) - 1]
    rows.openTime[first] = bars.openTime[bar] as number
    rows.closeTime[last] = bars.closeTime[bar] as number
    rows.open[first] = bars.open[bar] as number
    rows.close[last] = bars.close[bar] as number
    for (const row of [first, last]) {
      const [open, close] = [rows.open[row] as number, rows.close[row] as number]
      const end = isPrice(close, instrument) ? close : open
      rows.high[row] = Math.max(rows.high[row] as number, open, end)
      rows.low[row] = Math.min(rows.low[row] as number, open, end)
    }
  }
  return rows
}

/** Puts columns together: a bar's finer rows where they make it up, else its own. */
function gatherer(from: Int32Array, to: Int32Array, firstRow: Int32Array) {
  return <Columns extends BarColumns | QuoteColumns>(bars: Columns, finer: Columns): Columns => {
    const length = firstRow[firstRow.length - 1] as number
    const gathered = Object.entries(bars).flatMap(([name, own]) => {
      if (!(own instanceof Float64Array)) return []
      const theirs = finer[name as keyof Columns] as Float64Array
      const column = new Float64Array(length)
      for (let bar = 0; bar < from.length; bar++) {
        const [start, end, row] = [from[bar] as number, to[bar] as number, firstRow[bar] as number]
        if (start === end) column[row] = own[bar] as number
        else column.set(theirs.subarray(start, end), row)
      }
      return [[name, column] as const]
    })
    return { length, ...Object.fromEntries(gathered) } as unknown as Columns
  }
}

function barsOf(firstRow: Int32Array): Int32Array {
  const barOf = new Int32Array(firstRow[firstRow.length - 1] as number)
  for (let bar = 0; bar + 1 < firstRow.length; bar++) barOf.fill(bar, firstRow[bar], firstRow[bar + 1])
  return barOf
}

/** Two numbers that were meant to be the same price where there is no tick. */
const RELATIVE = 1e-9

/** Whether finer bars lie inside the bar and have its open, high, low and close, to a tick. The one before the first may not reach into it. */
function makesUp(bars: BarColumns, bar: number, finer: BarColumns, from: number, to: number, { tick }: Instrument): boolean {
  if ((finer.closeTime[to - 1] as number) > (bars.closeTime[bar] as number)) return false
  if (from > 0 && (finer.closeTime[from - 1] as number) > (bars.openTime[bar] as number)) return false
  let [high, low] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let row = from; row < to; row++) {
    high = Math.max(high, finer.high[row] as number)
    low = Math.min(low, finer.low[row] as number)
  }
  const agree = (ours: number | undefined, theirs: number | undefined): boolean => {
    const [a, b] = [ours as number, theirs as number]
    return Math.abs(a - b) <= (tick === 'none' ? 0 : tick) + RELATIVE * Math.max(1, Math.abs(a))
  }
  return (
    agree(bars.open[bar], finer.open[from]) &&
    agree(bars.high[bar], high) &&
    agree(bars.low[bar], low) &&
    agree(bars.close[bar], finer.close[to - 1])
  )
}

/** The first of ascending times, from `start` on, that is not before `time`. */
function firstNotBefore(times: Float64Array, time: number, start: number): number {
  let [low, high] = [start, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}
