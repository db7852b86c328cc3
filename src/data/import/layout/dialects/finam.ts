// Finam's export: Stooq's columns without open interest, between commas or semicolons. Times are Moscow's, of a bar's start or end as the user chose there.

import { cellsOf, columnOf, type Dialect, isHeader } from './dialect.js'
import { periodOf, tickerColumns } from './ticker-period.js'

export const finam: Dialect = {
  id: 'finam',
  label: 'Finam',
  read(table) {
    if (!isHeader(table, '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>')) return null
    const timeframe = periodOf(cellsOf(table, columnOf(table, '<PER>')), table)
    return { columns: tickerColumns(table, timeframe), timeframe, timeZone: 'Europe/Moscow', adjusted: 'none' }
  },
}
