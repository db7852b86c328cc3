// The bid and ask beside the bars of a repaired series: those of the rows that are what they were.

import type { QuoteColumns } from '../../model/bar.js'
import { allocateQuotes, quoteNames } from '../quote-columns.js'

/** A bar whose prices were made up (null) has neither side. */
export function carryQuotes(quotes: QuoteColumns, sourceRows: readonly (number | null)[]): QuoteColumns {
  const carried = allocateQuotes(sourceRows.length)
  for (const name of quoteNames) {
    for (const [row, source] of sourceRows.entries()) carried[name][row] = source === null ? Number.NaN : (quotes[name][source] as number)
  }
  return carried
}
