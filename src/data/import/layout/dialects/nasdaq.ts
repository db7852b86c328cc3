// Nasdaq.com: `Date,Close/Last,Volume,Open,High,Low`, newest first, month before day, `$` before prices.

import { type Dialect, hasNames } from './dialect.js'

export const nasdaq: Dialect = {
  id: 'nasdaq',
  label: 'Nasdaq.com',
  read(table) {
    if (!hasNames(table, 'Date,Close/Last,Open,High,Low')) return null
    return { numbers: 'decorated', time: { kind: 'parts', order: 'mdy' } }
  },
}
