// Exposure: the share of bars at whose close a position was held.

import type { Metric } from './metric.js'
import { known, type MetricValue, none } from './value.js'

export const exposureMetric: Metric = {
  id: 'exposure',
  label: 'Exposure',
  formula: 'bars with a position / bars',
  basis: 'bar',
  ddof: null,
  dayCount: null,
  unit: 'fraction',
  better: 'neither',
  source: 'the usual definition; marked at the close',
  value: ({ grossExposure }) => (grossExposure === null ? none('exposure was not recorded') : exposure(grossExposure)),
}

function exposure(grossExposure: Float64Array): MetricValue {
  if (grossExposure.length === 0) return none('no bars')
  return known(grossExposure.reduce((held, value) => held + (value === 0 ? 0 : 1), 0) / grossExposure.length)
}
