// Max drawdown: the deepest fall from a running peak, of which the initial equity is the first.

import { drawdownCurve } from './drawdowns.js'
import type { Metric } from './metric.js'
import { known, type MetricValue, none } from './value.js'

export const maxDrawdownMetric: Metric = {
  id: 'maxDrawdown',
  label: 'Max drawdown',
  formula: 'min over bars of E / running max(start, E) − 1',
  basis: 'bar',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'empyrical max_drawdown, on every bar',
  value: ({ initialEquity, barEquity }) => maxDrawdown(initialEquity, barEquity),
}

/** Zero or negative; −1 is ruin. */
export function maxDrawdown(initial: number, equity: Float64Array): MetricValue {
  if (equity.length === 0) return none('no bars')
  if (!(initial > 0)) return none('initial equity is not above zero')
  return known(drawdownCurve(equity, initial).reduce((worst, depth) => Math.min(worst, depth), 0))
}
