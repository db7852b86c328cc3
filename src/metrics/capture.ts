// Up and down capture: the strategy's annual growth over the sessions in which the benchmark rose, or fell, against the benchmark's own.

import { annualised } from './cagr.js'
import type { Metric } from './metric.js'
import { growth } from './returns.js'
import type { Sample } from './sample.js'
import { type MetricValue, map, none, quotient } from './value.js'

export const upCaptureMetric: Metric = {
  id: 'upCapture',
  label: 'Up capture',
  formula: 'annual growth of r / annual growth of b, over the sessions with b > 0',
  basis: 'session',
  ddof: null,
  dayCount: 'N periods a year',
  unit: 'ratio',
  better: 'higher',
  source: 'empyrical up_capture',
  value: (sample) => capture(sample, (benchmark) => benchmark > 0, 'the benchmark never rose'),
}

export const downCaptureMetric: Metric = {
  id: 'downCapture',
  label: 'Down capture',
  formula: 'annual growth of r / annual growth of b, over the sessions with b < 0',
  basis: 'session',
  ddof: null,
  dayCount: 'N periods a year',
  unit: 'ratio',
  better: 'lower',
  source: 'empyrical down_capture',
  value: (sample) => capture(sample, (benchmark) => benchmark < 0, 'the benchmark never fell'),
}

function capture(
  { returns, benchmarkReturns, periodsPerYear }: Sample,
  chosen: (benchmark: number) => boolean,
  never: string,
): MetricValue {
  if (benchmarkReturns === null) return none('no benchmark')
  const strategy = returns.filter((_, i) => chosen(benchmarkReturns[i] as number))
  const benchmark = benchmarkReturns.filter(chosen)
  if (benchmark.length === 0) return none(never)
  return map(annualGrowth(strategy, periodsPerYear), (own) =>
    map(annualGrowth(benchmark, periodsPerYear), (theirs) => quotient(own, theirs, 'the benchmark did not grow')),
  )
}

/** Compound growth of a year, counted in periods and not by the calendar. Needs a return. */
export function annualGrowth(returns: Float64Array, periodsPerYear: number): MetricValue {
  return annualised(growth(returns).at(-1) as number, returns.length / periodsPerYear)
}
