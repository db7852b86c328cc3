// Expectancy: what a round trip is worth on average, in currency and in units of the risk it took.

import type { RoundTrip } from '../model/round-trip.js'
import type { Metric } from './metric.js'
import { mean } from './sums.js'
import { known, type MetricValue, none } from './value.js'

export const expectancyMetric: Metric = {
  id: 'expectancy',
  label: 'Expectancy',
  formula: 'P(win)·mean win − P(loss)·mean loss, after fees; equal to mean P&L',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'currency',
  better: 'higher',
  source: 'V. K. Tharp, Trade Your Way to Financial Freedom (1998)',
  value: ({ roundTrips }) => expectancy(roundTrips.map((trip) => trip.pnl)),
}

export const expectancyRMetric: Metric = {
  id: 'expectancyR',
  label: 'Expectancy (R)',
  formula: 'mean of P&L / initial risk, over round trips that had a protective stop',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'R',
  better: 'higher',
  source: 'V. K. Tharp, Trade Your Way to Financial Freedom (1998)',
  value: ({ roundTrips }) => expectancyR(roundTrips),
}

export function expectancy(pnl: readonly number[]): MetricValue {
  return pnl.length === 0 ? none('no closed round trips') : known(mean(pnl))
}

export function expectancyR(roundTrips: readonly Pick<RoundTrip, 'pnl' | 'initialRisk'>[]): MetricValue {
  const multiples = roundTrips.flatMap(({ pnl, initialRisk }) => (initialRisk !== null && initialRisk > 0 ? [pnl / initialRisk] : []))
  return multiples.length === 0 ? none('no closed round trip with a protective stop') : known(mean(multiples))
}
