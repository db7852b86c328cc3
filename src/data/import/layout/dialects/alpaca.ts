// Alpaca's bars as a data frame saves them: `[symbol,]timestamp,open,…,trade_count,vwap`, UTC, a bar's start.

import { type Dialect, hasNames } from './dialect.js'

export const alpaca: Dialect = {
  id: 'alpaca',
  label: 'Alpaca bars',
  read(table) {
    if (!hasNames(table, 'timestamp,open,high,low,close,volume,trade_count,vwap')) return null
    return { stamp: 'start', notes: ['Alpaca’s prices are as traded, unless it was asked to adjust them'] }
  },
}
