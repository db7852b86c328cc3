// Total return: what the account made from its first to its last mark.

import type { Metric } from './metric.js'
import { known, type MetricValue, none } from './value.js'

export const totalReturnMetric: Metric = {
  id: 'totalReturn',
  label: 'Total return',
  formula: 'end / start − 1',
  basis: 'bar',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'empyrical cum_returns_final',
  value: ({ initialEquity, barEquity }) => totalReturn(initialEquity, barEquity),
}

/** The last value over the initial one, less one; null without a bar or with nothing to start from. */
export function totalReturn(initial: number, equity: Float64Array): MetricValue {
  const end = equity.at(-1)
  if (end === undefined) return none('no bars')
  return initial > 0 ? known(end / initial - 1) : none('initial equity is not above zero')
}
