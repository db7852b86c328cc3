// Turnover: how often a year the account's equity is traded.

import { calendarYears } from './cagr.js'
import type { Metric } from './metric.js'
import type { Sample } from './sample.js'
import { mean } from './sums.js'
import { type MetricValue, map, none, quotient } from './value.js'

export const turnoverMetric: Metric = {
  id: 'turnover',
  label: 'Turnover',
  formula: 'Σ |notional of fills| / mean equity / years; null under 30 days',
  basis: 'bar',
  ddof: null,
  dayCount: 'calendar days / 365.25',
  unit: 'a year',
  better: 'lower',
  source: 'the usual definition; both sides of a round trip count',
  value: turnover,
}

export function turnover({ tradedNotional, barEquity, calendarDays }: Sample): MetricValue {
  if (tradedNotional === null) return none('traded notional was not recorded')
  if (barEquity.length === 0) return none('no bars')
  const equity = mean(barEquity)
  if (equity <= 0) return none('mean equity is not above zero')
  return map(calendarYears(calendarDays), (years) => quotient(tradedNotional / equity, years, 'no time passed'))
}
