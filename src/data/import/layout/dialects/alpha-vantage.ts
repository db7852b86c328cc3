// Alpha Vantage: `timestamp,open,…`, newest first, in New York's time. Intraday stamps were a bar's end once and are its start now.

import { cellsOf, type Dialect, hasNames, isHeader, isNewestFirst } from './dialect.js'

export const alphaVantage: Dialect = {
  id: 'alpha-vantage',
  label: 'Alpha Vantage',
  read(table, isNamed) {
    const timeZone = 'America/New_York'
    if (hasNames(table, 'timestamp,open,high,low,close,adjusted_close,dividend_amount')) return { timeZone, adjusted: 'none' }
    if (!isHeader(table, 'timestamp,open,high,low,close,volume')) return null
    const stamps = cellsOf(table, 0)
    if (isNamed) return { timeZone }
    const areDays = stamps.every((stamp) => /^\d{4}-\d\d-\d\d$/.test(stamp))
    return areDays && isNewestFirst(stamps) && table.header?.[0] === 'timestamp' ? { timeZone, adjusted: 'none' } : null
  },
}
