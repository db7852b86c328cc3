// Omega at a threshold of zero: what was gained for each unit lost.

import type { Metric } from './metric.js'
import { sum } from './sums.js'
import { type MetricValue, none, quotient } from './value.js'

export const omegaMetric: Metric = {
  id: 'omega',
  label: 'Omega (0)',
  formula: 'Σ max(r, 0) / −Σ min(r, 0)',
  basis: 'session',
  ddof: null,
  dayCount: null,
  unit: 'ratio',
  better: 'higher',
  source: 'C. Keating, W. F. Shadwick, A Universal Performance Measure (2002); empyrical omega_ratio',
  value: ({ returns }) => omega(returns),
}

export function omega(returns: Float64Array): MetricValue {
  if (returns.length < 2) return none('fewer than 2 returns')
  const gained = sum(returns.filter((value) => value > 0))
  const lost = sum(returns.filter((value) => value < 0))
  return quotient(gained, -lost, 'no losing period')
}
