// Compound annual growth rate, over calendar time or over a count of periods.

import type { Metric } from './metric.js'
import type { Sample } from './sample.js'
import { totalReturn } from './total-return.js'
import { known, type MetricValue, map, none } from './value.js'

/** Annualising less than a month turns noise into a fantasy. */
const fewestDays = 30

export const cagrMetric: Metric = {
  id: 'cagr',
  label: 'CAGR',
  formula: '(end / start)^(1 / years) − 1, years = calendar days / 365.25; null under 30 days',
  basis: 'bar',
  ddof: null,
  dayCount: 'calendar days / 365.25',
  unit: 'fraction',
  better: 'higher',
  source: 'the usual definition; days from the first session to the last',
  value: cagr,
}

export function cagr(sample: Sample): MetricValue {
  return map(calendarYears(sample.calendarDays), (years) =>
    map(totalReturn(sample.initialEquity, sample.barEquity), (total) => annualised(1 + total, years)),
  )
}

/** Calendar days as years, or null where they are too few to annualise. */
export function calendarYears(days: number | null): MetricValue {
  if (days === null) return none('no dates')
  return days < fewestDays ? none(`fewer than ${fewestDays} days`) : known(days / 365.25)
}

/** The growth factor of one year out of that of `years`, less one; null for an account that ended below zero. */
export function annualised(factor: number, years: number): MetricValue {
  return factor < 0 ? none('equity ended below zero') : known(factor ** (1 / years) - 1)
}
