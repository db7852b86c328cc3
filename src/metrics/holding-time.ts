// Average holding time of round trips.

import type { RoundTrip } from '../model/round-trip.js'
import { DAY_MS } from '../model/time.js'
import type { Metric } from './metric.js'
import { mean } from './sums.js'
import { known, type MetricValue, none } from './value.js'

export const averageHoldingTimeMetric: Metric = {
  id: 'averageHoldingTime',
  label: 'Average holding time',
  formula: 'mean of exit time − entry time',
  basis: 'trade',
  ddof: null,
  dayCount: null,
  unit: 'days',
  better: 'neither',
  source: 'the usual definition; calendar days',
  value: ({ roundTrips }) => averageHoldingTime(roundTrips),
}

export function averageHoldingTime(roundTrips: readonly Pick<RoundTrip, 'entryTime' | 'exitTime'>[]): MetricValue {
  if (roundTrips.length === 0) return none('no closed round trips')
  return known(mean(roundTrips.map(({ entryTime, exitTime }) => (exitTime - entryTime) / DAY_MS)))
}
