// A metric is a contract beside its function: what the number means, on which basis, by which formula, after whom.

import type { Sample } from './sample.js'
import type { MetricValue } from './value.js'

/** Every id of the metric contract, in its order. */
export const metricIds = [
  'totalReturn',
  'cagr',
  'volatility',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'longestDrawdownDays',
  'ulcer',
  'var95',
  'cvar95',
  'skew',
  'kurtosis',
  'tailRatio',
  'omega',
  'psr',
  'dsr',
  'winRate',
  'profitFactor',
  'expectancy',
  'expectancyR',
  'payoffRatio',
  'averageHoldingTime',
  'sqn',
  'kelly',
  'exposure',
  'turnover',
  'fees',
  'slippage',
  'alpha',
  'beta',
  'trackingError',
  'informationRatio',
  'upCapture',
  'downCapture',
  'tradesPerDay',
  'averageTradePnl',
] as const

/** The id of a metric; docs/METRICS.md has the contract of each. */
export type MetricId = (typeof metricIds)[number]

export interface MetricContract {
  readonly id: MetricId
  readonly label: string
  /** In the letters of the contract: r returns, rf the risk-free return of a period, N periods a year, n observations, dd drawdowns. */
  readonly formula: string
  /** What is counted: every bar, the last close of each session, or closed round trips. */
  readonly basis: 'bar' | 'session' | 'trade'
  /** What is taken off n in a variance; null where there is none. */
  readonly ddof: 0 | 1 | null
  /** How time becomes years; null where the figure is not annualised. */
  readonly dayCount: 'N periods a year' | 'calendar days / 365.25' | null
  readonly unit: 'fraction' | 'currency' | 'days' | 'ratio' | 'R' | 'a year' | 'a session'
  readonly source: string
  readonly better: 'higher' | 'lower' | 'neither'
}

export interface Metric extends MetricContract {
  value(sample: Sample): MetricValue
}
