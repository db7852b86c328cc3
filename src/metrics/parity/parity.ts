// A parity mode: the metrics that another tool defines in its own way. What it does not name keeps our definition.

import { annualGrowth } from '../capture.js'
import { maxDrawdown } from '../max-drawdown.js'
import type { Metric, MetricId } from '../metric.js'
import type { Sample } from '../sample.js'
import type { MetricValue } from '../value.js'

/** What differs of a metric; the formula and the source always do. */
export type Override = Pick<Metric, 'formula' | 'source' | 'value'> & Partial<Metric>

export type ParityMode = { readonly [id in MetricId]?: Override }

/** (end / start)^(N / n) − 1: the CAGR of tools that count periods. */
export function cagrByPeriods({ returns, periodsPerYear }: Sample): MetricValue {
  return annualGrowth(returns, periodsPerYear)
}

/** Max drawdown of session closes: the one of tools that see session returns only. */
export function sessionMaxDrawdown({ initialEquity, sessionEquity }: Sample): MetricValue {
  return maxDrawdown(initialEquity, sessionEquity)
}
