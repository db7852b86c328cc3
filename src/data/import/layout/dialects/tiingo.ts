// Tiingo's end of day: `date,close,high,low,open,volume,adjClose,…,divCash,splitFactor`, with close first; raw and adjusted prices in one file.

import { type Dialect, hasNames } from './dialect.js'

export const tiingo: Dialect = {
  id: 'tiingo',
  label: 'Tiingo end of day',
  read: (table) => (hasNames(table, 'date,close,high,low,open,volume,adjClose,divCash,splitFactor') ? { adjusted: 'none' } : null),
}
