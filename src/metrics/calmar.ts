// Calmar ratio: growth for each unit of the worst drawdown.

import { cagr } from './cagr.js'
import { maxDrawdown } from './max-drawdown.js'
import type { Metric } from './metric.js'
import { type MetricValue, map, quotient } from './value.js'

export const calmarMetric: Metric = {
  id: 'calmar',
  label: 'Calmar ratio',
  formula: 'CAGR / |max drawdown|',
  basis: 'bar',
  ddof: null,
  dayCount: 'calendar days / 365.25',
  unit: 'ratio',
  better: 'higher',
  source: 'T. W. Young, Calmar Ratio: A Smoother Tool (1991), over the whole run',
  value: (sample) => calmar(cagr(sample), maxDrawdown(sample.initialEquity, sample.barEquity)),
}

export function calmar(growth: MetricValue, drawdown: MetricValue): MetricValue {
  return map(growth, (rate) => map(drawdown, (depth) => quotient(rate, Math.abs(depth), 'no drawdown')))
}
