// Sortino ratio: the mean excess return for each unit of downside deviation.

import type { Metric } from './metric.js'
import { mean } from './sums.js'
import { known, type MetricValue, map, none, quotient } from './value.js'

export const sortinoMetric: Metric = {
  id: 'sortino',
  label: 'Sortino ratio',
  formula: 'mean(r − rf)·√N / √mean(min(r − rf, 0)²), over all n',
  basis: 'session',
  ddof: 0,
  dayCount: 'N periods a year',
  unit: 'ratio',
  better: 'higher',
  source: 'F. Sortino, L. Price, Performance Measurement in a Downside Risk Framework (1994); empyrical sortino_ratio',
  value: ({ excess, periodsPerYear }) => sortino(excess, periodsPerYear),
}

export function sortino(excess: ArrayLike<number>, periodsPerYear: number): MetricValue {
  return map(downsideDeviation(excess, periodsPerYear), (downside) => quotient(mean(excess) * periodsPerYear, downside, 'no losing period'))
}

/** √mean(min(r, 0)²)·√N: every period counts in n, gains as zero. */
export function downsideDeviation(excess: ArrayLike<number>, periodsPerYear: number): MetricValue {
  if (excess.length === 0) return none('no returns')
  return known(Math.sqrt(mean(Float64Array.from(excess, (value) => Math.min(value, 0) ** 2)) * periodsPerYear))
}
