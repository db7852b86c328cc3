// The rows of a series that can be reasoned about: sound numbers, in the order of time, each time once.

import type { BarColumns } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import { allocateColumns, columnNames } from '../columns.js'
import { priceFault, type ValidationRules } from '../validate-columns.js'

export interface SoundRows {
  readonly columns: BarColumns
  /** The row of the source that each row was; null when they are the same. */
  readonly sourceRows: Int32Array | null
}

/** Of rows that share a time the first stands. Nothing is copied where every row is sound. */
export function soundRows(source: BarColumns, rules: ValidationRules): SoundRows {
  const rows = soundRowsOf(source, rules)
  if (rows.length === source.length && isAscending(source.openTime, rows)) return { columns: source, sourceRows: null }
  const { openTime } = source
  rows.sort((a, b) => (openTime[a] as EpochMs) - (openTime[b] as EpochMs) || a - b)
  const unique = rows.filter((row, index) => index === 0 || openTime[row] !== openTime[rows[index - 1] as number])
  return { columns: gatherRows(source, unique), sourceRows: unique }
}

/** Whether a row has times that a bar can have and numbers that it can have. */
function isSound(columns: BarColumns, row: number, rules: ValidationRules): boolean {
  const open = columns.openTime[row] as EpochMs
  const close = columns.closeTime[row] as EpochMs
  return Number.isSafeInteger(open) && Number.isSafeInteger(close) && open < close && priceFault(columns, row, rules) === null
}

/** Copies of the rows, in the order given. */
export function gatherRows(source: BarColumns, rows: ArrayLike<number>): BarColumns {
  const gathered = allocateColumns(rows.length)
  for (const name of columnNames) {
    const from = source[name]
    const to = gathered[name]
    for (let index = 0; index < rows.length; index++) to[index] = from[rows[index] as number] as number
  }
  return gathered
}

function soundRowsOf(source: BarColumns, rules: ValidationRules): Int32Array {
  const rows = new Int32Array(source.length)
  let count = 0
  for (let row = 0; row < source.length; row++) if (isSound(source, row, rules)) rows[count++] = row
  return rows.subarray(0, count)
}

function isAscending(times: Float64Array, rows: Int32Array): boolean {
  for (let index = 1; index < rows.length; index++) {
    if ((times[rows[index] as number] as EpochMs) <= (times[rows[index - 1] as number] as EpochMs)) return false
  }
  return true
}
