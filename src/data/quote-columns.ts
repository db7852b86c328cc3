// Bid and ask bars beside the bars between them, as columns of the same length.

/** NaN throughout a row where that side had no price. */
export interface QuoteColumns {
  readonly length: number
  readonly bidOpen: Float64Array
  readonly bidHigh: Float64Array
  readonly bidLow: Float64Array
  readonly bidClose: Float64Array
  readonly askOpen: Float64Array
  readonly askHigh: Float64Array
  readonly askLow: Float64Array
  readonly askClose: Float64Array
}

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
