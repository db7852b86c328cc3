// Tail ratio: how far the best twentieth of the sessions reaches against the worst.

import type { Metric } from './metric.js'
import { quantile } from './quantile.js'
import { type MetricValue, none, quotient } from './value.js'

export const tailRatioMetric: Metric = {
  id: 'tailRatio',
  label: 'Tail ratio',
  formula: '|95 % quantile of r| / |5 % quantile of r|',
  basis: 'session',
  ddof: null,
  dayCount: null,
  unit: 'ratio',
  better: 'higher',
  source: 'empyrical tail_ratio',
  value: ({ returns }) => tailRatio(returns),
}

export function tailRatio(returns: Float64Array): MetricValue {
  if (returns.length === 0) return none('no returns')
  return quotient(Math.abs(quantile(returns, 0.95)), Math.abs(quantile(returns, 0.05)), 'the lower tail is zero')
}
