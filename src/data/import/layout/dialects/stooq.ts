// Stooq: one symbol as `Date,[Time,]Open,…`, which many others write too, or many as `<TICKER>,<PER>,<DATE>,<TIME>,…,<OPENINT>`. Times are Warsaw's.

import { cellsOf, columnOf, type Dialect, isHeader } from './dialect.js'
import { periodOf, tickerColumns } from './ticker-period.js'

export const stooqBulk: Dialect = {
  id: 'stooq-bulk',
  label: 'Stooq, many symbols',
  read(table) {
    if (!isHeader(table, '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>')) return null
    const timeframe = periodOf(cellsOf(table, columnOf(table, '<PER>')), table)
    return { columns: tickerColumns(table, timeframe), timeframe, timeZone: 'Europe/Warsaw', adjusted: 'all' }
  },
}

export const stooq: Dialect = {
  id: 'stooq',
  label: 'Stooq, one symbol',
  read(table, isNamed) {
    if (!isNamed || !(isHeader(table, 'Date,Open,High,Low,Close', true) || isHeader(table, 'Date,Time,Open,High,Low,Close', true)))
      return null
    return { timeZone: 'Europe/Warsaw', adjusted: 'all' }
  },
}
