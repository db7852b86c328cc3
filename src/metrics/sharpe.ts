// Sharpe ratio: the mean excess return for each unit of its deviation.

import type { Metric } from './metric.js'
import { returnDeviation } from './returns.js'
import { mean } from './sums.js'
import { known, type MetricValue, map, none, quotient } from './value.js'

export const sharpeMetric: Metric = {
  id: 'sharpe',
  label: 'Sharpe ratio',
  formula: '(mean(r − rf) / std(r − rf, ddof 1))·√N',
  basis: 'session',
  ddof: 1,
  dayCount: 'N periods a year',
  unit: 'ratio',
  better: 'higher',
  source: 'W. F. Sharpe, The Sharpe Ratio (1994); empyrical sharpe_ratio',
  value: ({ excess, periodsPerYear }) => sharpe(excess, periodsPerYear),
}

/** Annualised, of returns that the risk-free return was already taken off. */
export function sharpe(excess: ArrayLike<number>, periodsPerYear: number): MetricValue {
  return map(sharpePerPeriod(excess), (ratio) => known(ratio * Math.sqrt(periodsPerYear)))
}

/** Of one period, not annualised: what the probabilistic Sharpe ratio asks for. */
export function sharpePerPeriod(excess: ArrayLike<number>): MetricValue {
  return excess.length < 2 ? none('fewer than 2 returns') : quotient(mean(excess), returnDeviation(excess), 'zero variance')
}
