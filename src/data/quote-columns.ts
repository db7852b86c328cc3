// Operations on bid and ask bars as columns.

import type { QuoteColumns } from '../model/bar.js'

/** The columns in the order in which they are stored and hashed. */
export const quoteNames = ['bidOpen', 'bidHigh', 'bidLow', 'bidClose', 'askOpen', 'askHigh', 'askLow', 'askClose'] as const

/** Columns of a given length, all zeros. */
export function allocateQuotes(length: number): QuoteColumns {
  return quotesOf(length, () => new Float64Array(length))
}

/** The rows from `start` up to but not including `end`. The arrays are views. */
export function sliceQuotes(quotes: QuoteColumns, start: number, end: number): QuoteColumns {
  return quotesOf(end - start, (name) => quotes[name].subarray(start, end))
}

function quotesOf(length: number, column: (name: (typeof quoteNames)[number]) => Float64Array): QuoteColumns {
  const [bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose] = quoteNames.map(column) as EightColumns
  return { length, bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose }
}

type Column = Float64Array
type EightColumns = [Column, Column, Column, Column, Column, Column, Column, Column]
