// Skew and kurtosis of session returns: biased moments, kurtosis raw, so a normal has 0 and 3.

import type { Metric } from './metric.js'
import { returnDeviation } from './returns.js'
import { centralMoment } from './sums.js'
import { known, type MetricValue, none } from './value.js'

export const skewMetric: Metric = {
  id: 'skew',
  label: 'Skew',
  formula: 'm₃ / m₂^1.5, biased central moments',
  basis: 'session',
  ddof: 0,
  dayCount: null,
  unit: 'ratio',
  better: 'higher',
  source: 'K. Pearson; scipy.stats.skew',
  value: ({ returns }) => skew(returns),
}

export const kurtosisMetric: Metric = {
  id: 'kurtosis',
  label: 'Kurtosis',
  formula: 'm₄ / m₂², biased central moments, raw (3 for a normal)',
  basis: 'session',
  ddof: 0,
  dayCount: null,
  unit: 'ratio',
  better: 'lower',
  source: 'K. Pearson; scipy.stats.kurtosis(fisher=False)',
  value: ({ returns }) => kurtosis(returns),
}

export function skew(returns: ArrayLike<number>): MetricValue {
  return standardised(returns, 3)
}

export function kurtosis(returns: ArrayLike<number>): MetricValue {
  return standardised(returns, 4)
}

function standardised(returns: ArrayLike<number>, power: 3 | 4): MetricValue {
  if (returns.length < 2) return none('fewer than 2 returns')
  if (returnDeviation(returns) === 0) return none('zero variance')
  return known(centralMoment(returns, power) / centralMoment(returns, 2) ** (power / 2))
}
