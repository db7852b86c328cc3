// What `bench data export` writes: `[symbol,]open_time,close_time,open,…`, UTC.

import { cellsOf, columnOf, type Dialect, hasNames } from './dialect.js'

export const bench: Dialect = {
  id: 'bench',
  label: 'bench data export',
  read(table) {
    if (!hasNames(table, 'open_time,close_time,open,high,low,close,volume')) return null
    const areIso = cellsOf(table, columnOf(table, 'close_time')).every((cell) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(cell))
    return areIso ? { stamp: 'start' } : null
  },
}
