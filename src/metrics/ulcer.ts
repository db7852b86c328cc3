// Ulcer index: the root mean square of drawdowns, so that long and deep ones weigh most.

import { drawdownCurve } from './drawdowns.js'
import type { Metric } from './metric.js'
import { mean } from './sums.js'
import { known, type MetricValue, none } from './value.js'

export const ulcerMetric: Metric = {
  id: 'ulcer',
  label: 'Ulcer index',
  formula: '√mean(dd²), over the n sessions',
  basis: 'session',
  ddof: 0,
  dayCount: null,
  unit: 'fraction',
  better: 'lower',
  source: 'P. G. Martin, B. McCann, The Investor’s Guide to Fidelity Funds (1989)',
  value: ({ initialEquity, sessionEquity }) => ulcer(initialEquity, sessionEquity),
}

function ulcer(initial: number, equity: Float64Array): MetricValue {
  if (equity.length === 0) return none('no sessions')
  return known(Math.sqrt(mean(drawdownCurve(equity, initial).map((depth) => depth ** 2))))
}
