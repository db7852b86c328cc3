// Payoff ratio: the mean winning round trip against the mean losing one.

import type { Metric } from './metric.js'
import { mean } from './sums.js'
import { type MetricValue, none, quotient } from './value.js'

export const payoffRatioMetric: Metric = {
  id: 'payoffRatio',
  label: 'Payoff ratio',
  formula: 'mean win / |mean loss|, after fees',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'ratio',
  better: 'higher',
  source: 'the usual definition',
  value: ({ roundTrips }) => payoffRatio(roundTrips.map((trip) => trip.pnl)),
}

export function payoffRatio(pnl: readonly number[]): MetricValue {
  const wins = pnl.filter((value) => value > 0)
  const losses = pnl.filter((value) => value < 0)
  if (pnl.length === 0) return none('no closed round trips')
  if (wins.length === 0) return none('no winning round trip')
  return losses.length === 0 ? none('no losing round trip') : quotient(mean(wins), -mean(losses), 'no losing round trip')
}
