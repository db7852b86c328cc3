// Investing.com: `"Date","Price","Open","High","Low","Vol.","Change %"`, where Price is the close; 1.23M, %, thousands commas, and dates by the site's language.

import { type Dialect, hasNames } from './dialect.js'

export const investing: Dialect = {
  id: 'investing',
  label: 'Investing.com',
  read: (table) => (hasNames(table, 'Date,Price,Open,High,Low,Change %') ? { numbers: 'decorated' } : null),
}
