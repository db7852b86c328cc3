// A table of columns as a page carries it: each column coded, with a note on what was left out.

import { counted, whole } from '../../wording.js'
import { type CodedColumn, decimalUnit, encodeColumn, exactUnit, timeUnit } from '../delta-code.js'
import { pick } from '../down-sample.js'

/** Columns of one chart by field name; `note` says how they were thinned, empty when they were not. */
export interface ChartTable {
  readonly columns: Readonly<Record<string, CodedColumn>>
  readonly note: string
}

/** To the bit where the values have few digits, and finer than a screen can show where they have many. */
export function codedValues(values: Float64Array): CodedColumn {
  return encodeColumn(values, Math.max(decimalUnit(values), exactUnit(values)))
}

/** Whole milliseconds, exact. */
export function codedTimes(times: Float64Array): CodedColumn {
  return encodeColumn(times, timeUnit(times))
}

/** Columns at some of their rows; `time` is kept to the millisecond. */
export function codedRows(columns: Readonly<Record<string, Float64Array>>, rows: Uint32Array): Record<string, CodedColumn> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      const values = pick(column, rows)
      return [name, name === 'time' ? codedTimes(values) : codedValues(values)]
    }),
  )
}

/** What a reader is told of a curve that was thinned by buckets; empty for a whole one. */
export function thinned(carried: number, all: number, noun: string): string {
  return carried === all
    ? ''
    : `Down-sampled: ${whole(carried)} of ${counted(all, noun)}, the lowest and highest of equal stretches; the files beside this page hold every one.`
}
