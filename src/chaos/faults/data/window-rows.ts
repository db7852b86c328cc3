// The bars of a window, and a series in which they are otherwise: what data faults are written with.

import { allocateColumns, columnNames, firstAtOrAfter } from '../../../data/columns.js'
import { allocateQuotes, quoteNames } from '../../../data/quote-columns.js'
import type { BarColumns, BarSeries, QuoteColumns } from '../../../model/bar.js'
import type { Window } from '../fault.js'

/** From the first row up to, not including, the end. */
export interface Rows {
  readonly first: number
  readonly end: number
}

/** The bars that open in a window. */
function rowsIn({ openTime }: BarColumns, { from, to }: Window): Rows {
  const first = firstAtOrAfter(openTime, from)
  return { first, end: Math.max(first, firstAtOrAfter(openTime, to)) }
}

/** A copy with its rows of the window changed in place. Finer bars inside would tell another story, so it has none. */
export function changed(
  series: BarSeries,
  window: Window,
  change: (columns: BarColumns, rows: Rows, quotes: QuoteColumns | undefined) => void,
): BarSeries {
  const copy = picked(
    series,
    Array.from({ length: series.columns.length }, (_, row) => row),
  )
  change(copy.columns, rowsIn(series.columns, window), copy.quotes)
  return copy
}

/** A copy in which the rows of the window are those that are named, in that order. */
export function withRows(series: BarSeries, window: Window, choose: (rows: Rows) => readonly number[]): BarSeries {
  const { columns } = series
  const rows = rowsIn(columns, window)
  const before = Array.from({ length: rows.first }, (_, row) => row)
  const after = Array.from({ length: columns.length - rows.end }, (_, row) => rows.end + row)
  return picked(series, [...before, ...choose(rows), ...after])
}

/** The rows of a window, one by one. */
export function each({ first, end }: Rows): readonly number[] {
  return Array.from({ length: end - first }, (_, index) => first + index)
}

function picked(series: BarSeries, rows: readonly number[]): BarSeries {
  const columns = allocateColumns(rows.length)
  for (const name of columnNames) copyRows(series.columns[name], columns[name], rows)
  if (series.quotes === undefined) return { ...series, columns, detail: undefined }
  const quotes = allocateQuotes(rows.length)
  for (const name of quoteNames) copyRows(series.quotes[name], quotes[name], rows)
  return { ...series, columns, quotes, detail: undefined }
}

function copyRows(from: Float64Array, to: Float64Array, rows: readonly number[]): void {
  for (let at = 0; at < rows.length; at++) to[at] = from[rows[at] as number] as number
}
