// Profit factor: what the winning round trips made for each unit the losing ones lost.

import type { Metric } from './metric.js'
import { sum } from './sums.js'
import { type MetricValue, none, quotient } from './value.js'

export const profitFactorMetric: Metric = {
  id: 'profitFactor',
  label: 'Profit factor',
  formula: 'Σ P&L of wins / |Σ P&L of losses|, after fees',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'ratio',
  better: 'higher',
  source: 'the usual definition',
  value: ({ roundTrips }) => profitFactor(roundTrips.map((trip) => trip.pnl)),
}

export function profitFactor(pnl: readonly number[]): MetricValue {
  if (pnl.length === 0) return none('no closed round trips')
  const gained = sum(pnl.filter((value) => value > 0))
  const lost = sum(pnl.filter((value) => value < 0))
  return quotient(gained, -lost, 'no losing round trip')
}
