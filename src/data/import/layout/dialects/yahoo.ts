// Yahoo Finance: its downloads in all their ages, and what yfinance saves. Known by `Adj Close`, `Dividends`, `Stock Splits`, or `Datetime` with an offset.
//
// Today's downloads and yfinance have prices adjusted for splits; the old ones, with Adj Close as the last column, had them as traded.

import { columnsByName } from '../columns.js'
import { cellsOf, columnOf, type Dialect, hasNames, isHeader } from './dialect.js'

export const yahoo: Dialect = {
  id: 'yahoo',
  label: 'Yahoo Finance',
  read(table) {
    if (!hasNames(table, 'Open,High,Low,Close,Volume')) return null
    if (isHeader(table, 'Date,Open,High,Low,Close,Volume,Adj Close')) return { adjusted: 'none', emptyRows: 'pass' }
    const isTimed = hasNames(table, 'Datetime') && hasOffsets(cellsOf(table, columnOf(table, 'Datetime')))
    if (!hasNames(table, 'Date') && !isTimed) return null
    const common = { emptyRows: 'pass', stamp: 'start' } as const
    if (hasNames(table, 'Adj Close')) return { ...common, adjusted: 'splits' }
    if (hasNames(table, 'Dividends,Stock Splits')) {
      const { dividend: _dividend, split: _split, ...columns } = columnsByName(table.header ?? [])
      return { ...common, columns, adjusted: 'all', notes: [adjustedBeforehand] }
    }
    return isTimed ? { ...common, adjusted: 'splits' } : null
  },
}

/** Dividends and splits are of no use beside such prices: they are in them. */
export const adjustedBeforehand = 'yfinance without Adj Close: its prices are adjusted for splits and dividends already'

function hasOffsets(stamps: readonly string[]): boolean {
  return stamps.length > 0 && stamps.every((stamp) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(stamp))
}
