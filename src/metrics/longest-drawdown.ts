// Longest drawdown: the longest time from a peak until the account is back at it; one still open counts to the end.

import { drawdownEpisodes } from './drawdowns.js'
import type { Metric } from './metric.js'
import { known, type MetricValue, none } from './value.js'

export const longestDrawdownMetric: Metric = {
  id: 'longestDrawdownDays',
  label: 'Longest drawdown',
  formula: 'max over drawdowns of recovery (or the end) − peak',
  basis: 'bar',
  ddof: null,
  dayCount: null,
  unit: 'days',
  better: 'lower',
  source: 'the usual definition; calendar days between the closes of bars',
  value: ({ initialEquity, barEquity, barTime }) => longestDrawdown(initialEquity, barEquity, barTime),
}

export function longestDrawdown(initial: number, equity: Float64Array, time: Float64Array): MetricValue {
  if (equity.length === 0) return none('no bars')
  if (!(initial > 0)) return none('initial equity is not above zero')
  return known(drawdownEpisodes(equity, time, initial).reduce((longest, { days }) => Math.max(longest, days), 0))
}
