// Operations on bars as columns: allocate, slice without copying, find a time, join.

import type { BarColumns } from '../model/bar.js'
import type { EpochMs } from '../model/time.js'
import { assert } from '../std/assert.js'

/** The columns in the order in which they are stored, hashed and read. */
export const columnNames = ['openTime', 'closeTime', 'open', 'high', 'low', 'close', 'volume'] as const

export type ColumnName = (typeof columnNames)[number]

/** Columns of a given length, all zeros. */
export function allocateColumns(length: number): BarColumns {
  return mapColumns(length, () => new Float64Array(length))
}

/** The rows from `start` up to but not including `end`. The arrays are views: nothing is copied. */
export function sliceColumns(columns: BarColumns, start: number, end: number = columns.length): BarColumns {
  assert(0 <= start && start <= end && end <= columns.length, `rows ${start}…${end} lie within ${columns.length} rows`)
  return mapColumns(end - start, (name) => columns[name].subarray(start, end))
}

/** The bars that open at or after `from` and before `to`. The arrays are views. */
export function sliceByTime(columns: BarColumns, from: EpochMs, to: EpochMs): BarColumns {
  const start = firstAtOrAfter(columns.openTime, from)
  return sliceColumns(columns, start, Math.max(start, firstAtOrAfter(columns.openTime, to)))
}

/** Index of the first of ascending times that is at or after `time`; their count when there is none. */
export function firstAtOrAfter(times: Float64Array, time: EpochMs): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** The parts one after the other, copied. */
export function concatColumns(parts: readonly BarColumns[]): BarColumns {
  const joined = allocateColumns(parts.reduce((sum, part) => sum + part.length, 0))
  let row = 0
  for (const part of parts) {
    for (const name of columnNames) joined[name].set(part[name], row)
    row += part.length
  }
  return joined
}

/** One bar as numbers, in the order of `columnNames`. */
export type BarRow = readonly [openTime: number, closeTime: number, open: number, high: number, low: number, close: number, volume: number]

/** Columns from rows: for bars written out by hand, as in tests. */
export function columnsFromRows(rows: readonly BarRow[]): BarColumns {
  const columns = allocateColumns(rows.length)
  for (const [index, name] of columnNames.entries()) {
    for (const [row, values] of rows.entries()) columns[name][row] = values[index] as number
  }
  return columns
}

function mapColumns(length: number, column: (name: ColumnName) => Float64Array): BarColumns {
  const [openTime, closeTime, open, high, low, close, volume] = columnNames.map(column) as FixedColumns
  return { length, openTime, closeTime, open, high, low, close, volume }
}

type FixedColumns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
