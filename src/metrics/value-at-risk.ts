// Historical value at risk and the mean loss beyond it, of the strategy's own session returns.

import type { Metric } from './metric.js'
import { quantile } from './quantile.js'
import { mean } from './sums.js'
import { known, type MetricValue, map, none } from './value.js'

export const var95Metric: Metric = {
  id: 'var95',
  label: 'VaR 95 %',
  formula: '5 % quantile of r, linear interpolation',
  basis: 'session',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'empyrical value_at_risk; historical',
  value: ({ returns }) => var95(returns),
}

export const cvar95Metric: Metric = {
  id: 'cvar95',
  label: 'CVaR 95 %',
  formula: 'mean of r ≤ VaR 95 %',
  basis: 'session',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'R. T. Rockafellar, S. Uryasev (2000); historical',
  value: ({ returns }) => cvar95(returns),
}

/** A return: negative where the worst twentieth of the sessions lost. */
export function var95(returns: Float64Array): MetricValue {
  return returns.length === 0 ? none('no returns') : known(quantile(returns, 0.05))
}

export function cvar95(returns: Float64Array): MetricValue {
  return map(var95(returns), (limit) => known(mean(returns.filter((value) => value <= limit))))
}
