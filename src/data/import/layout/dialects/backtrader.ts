// The samples of backtrader: `Date[,Time],Open,…,OpenInterest`, local times of a bar's end; the name of Time may be missing in the header.

import { type Dialect, isHeader } from './dialect.js'

export const backtrader: Dialect = {
  id: 'backtrader',
  label: 'backtrader',
  read(table) {
    const fits = ['Date', 'Date,Time', 'Datetime'].some((time) => isHeader(table, `${time},Open,High,Low,Close,Volume,OpenInterest`))
    return fits ? { stamp: 'end', clock: 'of the exchange' } : null
  },
}
