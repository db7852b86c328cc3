// Kelly criterion: the fraction of capital that would have grown fastest on these odds.

import type { Metric } from './metric.js'
import { payoffRatio } from './payoff-ratio.js'
import { known, type MetricValue, map, none } from './value.js'
import { winRate } from './win-rate.js'

export const kellyMetric: Metric = {
  id: 'kelly',
  label: 'Kelly criterion',
  formula: 'W − (1 − W) / R, W win rate, R payoff ratio',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'J. L. Kelly, A New Interpretation of Information Rate (1956)',
  value: ({ roundTrips }) => {
    const pnl = roundTrips.map((trip) => trip.pnl)
    return map(payoffRatio(pnl), (ratio) => map(winRate(pnl), (rate) => kelly(rate, ratio)))
  },
}

export function kelly(winRate: number, payoffRatio: number): MetricValue {
  return payoffRatio > 0 ? known(winRate - (1 - winRate) / payoffRatio) : none('the payoff ratio is zero')
}
