// Probabilistic Sharpe ratio: how sure one can be that the true Sharpe ratio exceeds another, given the track record's length and shape.

import type { Metric } from './metric.js'
import { kurtosis, skew } from './moments.js'
import { normalCdf, normalInverse } from './normal.js'
import { sharpePerPeriod } from './sharpe.js'
import { known, type MetricValue, map, none } from './value.js'

export const psrMetric: Metric = {
  id: 'psr',
  label: 'Probabilistic Sharpe ratio',
  formula: 'Φ[(SR − SR*)·√(n − 1) / √(1 − γ₃·SR + ((γ₄ − 1)/4)·SR²)], SR a period, SR* = 0, γ₄ raw',
  basis: 'session',
  ddof: 1,
  dayCount: null,
  unit: 'fraction',
  better: 'higher',
  source: 'D. H. Bailey, M. López de Prado, The Sharpe Ratio Efficient Frontier (2012)',
  value: ({ excess }) => withTrackRecord(excess, (record) => psr(record, 0)),
}

/** What the distribution of an estimated Sharpe ratio depends on. */
export interface TrackRecord {
  /** Per period, not annualised. */
  readonly sharpe: number
  /** Returns it was estimated from. */
  readonly length: number
  readonly skew: number
  /** Raw: 3 for a normal. */
  readonly kurtosis: number
}

/** P(true Sharpe ratio > `reference`), both per period. */
export function psr(record: TrackRecord, reference: number): MetricValue {
  if (record.length < 2) return none('fewer than 2 returns')
  return map(estimationVariance(record), (variance) =>
    known(normalCdf(((record.sharpe - reference) * Math.sqrt(record.length - 1)) / Math.sqrt(variance))),
  )
}

/** The shortest track record, in returns, that shows with confidence 1 − `alpha` that the Sharpe ratio exceeds `reference`. */
export function minimumTrackRecord(record: Omit<TrackRecord, 'length'>, reference: number, alpha: number): MetricValue {
  if (record.sharpe <= reference) return none('the Sharpe ratio is not above the reference')
  return map(estimationVariance(record), (variance) => known(1 + variance * (normalInverse(1 - alpha) / (record.sharpe - reference)) ** 2))
}

/** Maps a record of excess returns to a metric; `use` gets its Sharpe ratio, length, skew and kurtosis. */
export function withTrackRecord(excess: Float64Array, use: (record: TrackRecord) => MetricValue): MetricValue {
  return map(sharpePerPeriod(excess), (ratio) =>
    map(skew(excess), (third) =>
      map(kurtosis(excess), (fourth) => use({ sharpe: ratio, length: excess.length, skew: third, kurtosis: fourth })),
    ),
  )
}

/** n − 1 times the variance of the estimated Sharpe ratio; a bounded sample can push the formula to zero or below. */
function estimationVariance({ sharpe, skew, kurtosis }: Omit<TrackRecord, 'length'>): MetricValue {
  const variance = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2
  return variance > 0 ? known(variance) : none('the variance of the Sharpe ratio is not above zero')
}
