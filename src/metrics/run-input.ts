// What metrics need of a run.

import { lotValue } from '../model/instrument.js'
import type { RunResult } from '../model/run.js'
import { assert } from '../std/assert.js'
import type { Benchmark, MetricsInput, Trials } from './sample.js'
import { sum } from './sums.js'

export interface MetricsOptions {
  /** Annual fraction; 0 by default. */
  readonly riskFreeAnnual?: number
  readonly benchmark?: Benchmark | null
  readonly trials?: Trials | null
}

/** The input of `computeMetrics` for a finished run. */
export function metricsInputOf(run: RunResult, { riskFreeAnnual = 0, benchmark = null, trials = null }: MetricsOptions = {}): MetricsInput {
  return {
    initialEquity: run.initialCash,
    barTime: run.equity.time,
    barEquity: run.equity.equity,
    grossExposure: run.equity.grossExposure,
    sessionDate: run.sessions.date,
    sessionEquity: run.sessions.equity,
    periodsPerYear: run.sessions.periodsPerYear,
    riskFreeAnnual,
    roundTrips: run.roundTrips,
    tradedNotional: tradedNotional(run),
    fees: sum(run.fills.map(({ fee, rate = 1 }) => fee * rate)),
    slippage: sum(run.fills.map(({ slippage, rate = 1 }) => slippage * rate)),
    benchmark,
    trials,
  }
}

/** Σ |quantity × price × multiplier| of every fill, in the account's currency at the rate of the fill. */
function tradedNotional({ series, fills }: RunResult): number {
  const instruments = new Map(series.map(({ instrument }) => [instrument.id, instrument]))
  return sum(
    fills.map((fill) => {
      const instrument = instruments.get(fill.instrument)
      assert(instrument !== undefined, `the series of ${fill.instrument} is in the run`)
      return Math.abs(fill.quantity * lotValue(instrument, fill.price)) * (fill.rate ?? 1)
    }),
  )
}
