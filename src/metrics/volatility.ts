// Volatility: the annualised deviation of session returns.

import type { Metric } from './metric.js'
import { returnDeviation } from './returns.js'
import { known, type MetricValue, none } from './value.js'

export const volatilityMetric: Metric = {
  id: 'volatility',
  label: 'Volatility',
  formula: 'std(r, ddof 1)·√N',
  basis: 'session',
  ddof: 1,
  dayCount: 'N periods a year',
  unit: 'fraction',
  better: 'lower',
  source: 'empyrical annual_volatility',
  value: ({ returns, periodsPerYear }) => volatility(returns, periodsPerYear),
}

export function volatility(returns: ArrayLike<number>, periodsPerYear: number): MetricValue {
  return returns.length < 2 ? none('fewer than 2 returns') : known(returnDeviation(returns) * Math.sqrt(periodsPerYear))
}
