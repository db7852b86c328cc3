// Another run as what a run is held against: its curve for the charts, and its value at each session of the run for the metrics.

import type { BacktestConfigInput } from '../engine/config/config.js'
import type { Benchmark } from '../metrics/sample.js'
import type { RunResult, SessionCurve } from '../model/run.js'
import type { BenchmarkCurve } from './verdict.js'

/** What a run is held against. */
export interface BenchmarkRun {
  /** For the charts. */
  readonly curve: BenchmarkCurve
  /** For the metrics: one value for each session of the run. */
  readonly sessions: Benchmark
}

/** What is held entirely when it is a benchmark, whatever the sizing of the run. */
export const buyAndHold = 'buy-and-hold'

/** A benchmark that holds is held entirely: no size, cap, stop, limit or filter of the run is its own. */
export const heldWhole: BacktestConfigInput = {
  sizing: 'allocation',
  sizingBySymbol: {},
  sizeCaps: {},
  protection: { required: 'none' },
  riskProfile: 'research',
  limits: {},
  governor: undefined,
  filters: undefined,
}

/** Nothing stops what a run is held against: what watches the run leaves its benchmark alone. It is one account, whatever accounts the run has. */
export const unwatched: BacktestConfigInput = { accounts: undefined, breakers: 'off', monitors: 'off', operator: [] }

/** `other` under a name, at the sessions of `run`. */
export function benchmarkOf(name: string, other: RunResult, run: Pick<RunResult, 'sessions'>): BenchmarkRun {
  return {
    curve: { name, time: other.equity.time, equity: other.equity.equity },
    sessions: { initialEquity: other.initialCash, sessionEquity: alignSessions(run.sessions, other.sessions, other.initialCash) },
  }
}

/** The benchmark's equity at each session of the run: its last value on or before that date, its cash before its first. */
export function alignSessions(
  run: Pick<SessionCurve, 'date'>,
  benchmark: Pick<SessionCurve, 'date' | 'equity'>,
  cash: number,
): Float64Array {
  let next = 0
  return Float64Array.from(run.date, (date) => {
    while (next < benchmark.date.length && (benchmark.date[next] as string) <= date) next++
    return next === 0 ? cash : (benchmark.equity[next - 1] as number)
  })
}
