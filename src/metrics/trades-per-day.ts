// Trades per day: closed round trips for each session.

import type { Metric } from './metric.js'
import { quotient } from './value.js'

export const tradesPerDayMetric: Metric = {
  id: 'tradesPerDay',
  label: 'Trades per day',
  formula: 'closed round trips / sessions',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'a session',
  better: 'neither',
  source: 'the usual definition',
  value: ({ roundTrips, returns }) => quotient(roundTrips.length, returns.length, 'no sessions'),
}
