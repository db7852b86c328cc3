// The metrics that a terminal has room for, in the order of the contract.

import type { MetricId } from '../metrics/metric.js'

export const terminalMetrics: readonly MetricId[] = [
  'totalReturn',
  'cagr',
  'volatility',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'longestDrawdownDays',
  'winRate',
  'profitFactor',
  'expectancy',
  'exposure',
  'turnover',
  'fees',
  'slippage',
  'beta',
]
