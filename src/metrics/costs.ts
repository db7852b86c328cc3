// Costs over all fills, each on its own: fees, and slippage against the price before it.

import type { Metric } from './metric.js'
import { known, type MetricValue, none } from './value.js'

export const feesMetric: Metric = {
  id: 'fees',
  label: 'Fees',
  formula: 'Σ fee of fills',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'currency',
  better: 'lower',
  source: 'the ledger',
  value: ({ fees }) => total(fees),
}

export const slippageMetric: Metric = {
  id: 'slippage',
  label: 'Slippage',
  formula: 'Σ (price − reference price)·quantity of fills, positive is worse',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'currency',
  better: 'lower',
  source: 'the ledger',
  value: ({ slippage }) => total(slippage),
}

function total(amount: number | null): MetricValue {
  return amount === null ? none('not recorded') : known(amount)
}
