// Tracking error and information ratio: how far, and how steadily, the strategy leaves its benchmark.

import type { Metric } from './metric.js'
import { returnDeviation } from './returns.js'
import type { Sample } from './sample.js'
import { sharpe } from './sharpe.js'
import { known, type MetricValue, none } from './value.js'

export const trackingErrorMetric: Metric = {
  id: 'trackingError',
  label: 'Tracking error',
  formula: 'std(r − b, ddof 1)·√N',
  basis: 'session',
  ddof: 1,
  dayCount: 'N periods a year',
  unit: 'fraction',
  better: 'lower',
  source: 'R. C. Grinold, R. N. Kahn, Active Portfolio Management (1999)',
  value: (sample) => withActiveReturns(sample, (active) => trackingError(active, sample.periodsPerYear)),
}

export const informationRatioMetric: Metric = {
  id: 'informationRatio',
  label: 'Information ratio',
  formula: '(mean(r − b) / std(r − b, ddof 1))·√N',
  basis: 'session',
  ddof: 1,
  dayCount: 'N periods a year',
  unit: 'ratio',
  better: 'higher',
  source: 'R. C. Grinold, R. N. Kahn, Active Portfolio Management (1999); annualised, unlike empyrical and quantstats',
  value: (sample) => withActiveReturns(sample, (active) => sharpe(active, sample.periodsPerYear)),
}

function trackingError(active: Float64Array, periodsPerYear: number): MetricValue {
  return active.length < 2 ? none('fewer than 2 returns') : known(returnDeviation(active) * Math.sqrt(periodsPerYear))
}

/** Hands on the returns less the benchmark's, or says that there is none. */
export function withActiveReturns(sample: Sample, measure: (active: Float64Array) => MetricValue): MetricValue {
  const { returns, benchmarkReturns } = sample
  if (benchmarkReturns === null) return none('no benchmark')
  return measure(returns.map((value, i) => value - (benchmarkReturns[i] as number)))
}
