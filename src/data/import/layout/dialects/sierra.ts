// Sierra Chart: `Date, Time, Open, High, Low, Last, Volume, # of Trades, …`, where Last is the close; times are the chart's, of a bar's start.

import { type Dialect, isHeader } from './dialect.js'

export const sierra: Dialect = {
  id: 'sierra',
  label: 'Sierra Chart',
  read: (table) => (isHeader(table, 'Date,Time,Open,High,Low,Last,Volume', true) ? { stamp: 'start', clock: 'of the chart’s zone' } : null),
}
