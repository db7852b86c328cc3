// The numbers of a chart as the page holds them, and the rows of them that a period needs.

import type { ChartTable } from '../data/chart-table.js'
import { decodeColumn } from '../delta-code.js'
import { ROWS_DRAWN_WHOLE, rowsToDraw } from '../down-sample.js'

/** Decoded columns by field name, all of one length; `time` ascends. */
export type Columns = Readonly<Record<string, Float64Array>>

/** What Vega reads. */
export type Row = Readonly<Record<string, number | string | boolean>>

export function decodeTable({ columns }: Pick<ChartTable, 'columns'>): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, decodeColumn(column)]))
}

export function timesOf(columns: Columns): Float64Array {
  return columns.time ?? new Float64Array()
}

/** The first row at or after a time; the length when there is none. */
export function rowAt(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}

export interface RowsInView {
  readonly rows: readonly Row[]
  /** Rows that the period holds; more than are drawn where they were thinned. */
  readonly held: number
}

/** The rows of a period and one on either side, so that lines reach the edge; of very many, the extremes of equal stretches. */
export function rowsInView(columns: Columns, fields: readonly string[], from: number, to: number): RowsInView {
  const times = timesOf(columns)
  const start = Math.max(0, rowAt(times, from) - 1)
  const end = Math.min(times.length, rowAt(times, to + 1) + 1)
  const shown = fields.filter((field) => columns[field] !== undefined)
  const parts = shown.map((field) => (columns[field] as Float64Array).subarray(start, end))
  const drawn = rowsToDraw(parts, end - start, ROWS_DRAWN_WHOLE)
  const rows = Array.from(drawn, (offset) => {
    const row: Record<string, number> = { time: times[start + offset] as number }
    for (const [i, field] of shown.entries()) row[field] = parts[i]?.[offset] as number
    return row
  })
  return { rows, held: end - start }
}
