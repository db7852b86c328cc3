// Alpha and beta: the regression of excess session returns on the benchmark's.

import type { Metric } from './metric.js'
import { perPeriod, returnDeviation } from './returns.js'
import type { Sample } from './sample.js'
import { covariance, mean } from './sums.js'
import { known, type MetricValue, map, none, quotient } from './value.js'

export const alphaMetric: Metric = {
  id: 'alpha',
  label: 'Alpha',
  formula: '(1 + mean((r − rf) − beta·(b − rf)))^N − 1',
  basis: 'session',
  ddof: null,
  dayCount: 'N periods a year',
  unit: 'fraction',
  better: 'higher',
  source: 'M. C. Jensen (1968); empyrical alpha',
  value: (sample) =>
    againstBenchmark(sample, (excess, benchmark) =>
      map(beta(excess, benchmark), (slope) => known((1 + mean(excess) - slope * mean(benchmark)) ** sample.periodsPerYear - 1)),
    ),
}

export const betaMetric: Metric = {
  id: 'beta',
  label: 'Beta',
  formula: 'cov(r − rf, b − rf) / var(b − rf)',
  basis: 'session',
  ddof: null,
  dayCount: null,
  unit: 'ratio',
  better: 'neither',
  source: 'W. F. Sharpe (1964); empyrical beta',
  value: (sample) => againstBenchmark(sample, beta),
}

/** Slope of the returns on the benchmark's, both of one length. */
export function beta(returns: Float64Array, benchmark: Float64Array): MetricValue {
  if (returns.length < 2) return none('fewer than 2 returns')
  if (returnDeviation(benchmark) === 0) return none('zero variance of the benchmark')
  return quotient(covariance(returns, benchmark), covariance(benchmark, benchmark), 'zero variance of the benchmark')
}

/** Hands on the excess returns of the strategy and of its benchmark, or says that there is none. */
function againstBenchmark(sample: Sample, measure: (excess: Float64Array, benchmark: Float64Array) => MetricValue): MetricValue {
  if (sample.benchmarkReturns === null) return none('no benchmark')
  const riskFree = perPeriod(sample.riskFreeAnnual, sample.periodsPerYear)
  return measure(
    sample.excess,
    sample.benchmarkReturns.map((value) => value - riskFree),
  )
}
