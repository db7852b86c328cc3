// System quality number: the t statistic of a round trip's mean P&L.

import type { Metric } from './metric.js'
import { mean, standardDeviation } from './sums.js'
import { type MetricValue, none, quotient } from './value.js'

export const sqnMetric: Metric = {
  id: 'sqn',
  label: 'System quality number',
  formula: '√n·mean(P&L) / std(P&L, ddof 1)',
  basis: 'trade',
  ddof: 1,
  dayCount: null,
  unit: 'ratio',
  better: 'higher',
  source: 'V. K. Tharp, Definitive Guide to Position Sizing (2008), on currency P&L',
  value: ({ roundTrips }) => sqn(roundTrips.map((trip) => trip.pnl)),
}

export function sqn(pnl: readonly number[]): MetricValue {
  if (pnl.length < 2) return none('fewer than 2 closed round trips')
  return quotient(Math.sqrt(pnl.length) * mean(pnl), standardDeviation(pnl, 1), 'zero variance')
}
