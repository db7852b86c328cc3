// Sharpe ratio, volatility and beta of a window that slides along the sessions, as they were at the end of every few sessions.

import { beta } from '../../../metrics/alpha-beta.js'
import { perPeriod, simpleReturns } from '../../../metrics/returns.js'
import { metricsInputOf } from '../../../metrics/run-input.js'
import { sampleOf } from '../../../metrics/sample.js'
import { sharpe } from '../../../metrics/sharpe.js'
import type { MetricValue } from '../../../metrics/value.js'
import { volatility } from '../../../metrics/volatility.js'
import type { RunResult } from '../../../model/run.js'
import type { BenchmarkCurve } from '../../verdict.js'
import { ordinal } from '../../wording.js'
import { type ChartTable, codedTimes, codedValues } from './chart-table.js'
import { valueAt } from './equity-table.js'

/** Columns time, sharpe, volatility, and with a benchmark beta, benchmarkSharpe and benchmarkVolatility; NaN where a window has no figure. */
export interface RollingFigures {
  readonly columns: Readonly<Record<string, Float64Array>>
  /** Sessions in the window. */
  readonly window: number
  /** At which sessions the figures were taken. */
  readonly note: string
}

/** A window moves little in a week; some hundred of them draw the same line as every one. */
const SESSIONS_BETWEEN = 5
const WINDOWS = 400

/** One year of sessions, or a quarter where the run is shorter than a year and a half. */
function rollingWindow({ sessions }: RunResult): number {
  const year = sessions.periodsPerYear
  return sessions.time.length >= 1.5 * year ? year : Math.round(year / 4)
}

/** The columns from the first full window on, the last session always in them; or why there are none. */
export function rollingFigures(
  result: RunResult,
  riskFreeAnnual: number,
  benchmark: BenchmarkCurve | null = null,
): RollingFigures | string {
  const { sessions } = result
  const { returns, excess, fault } = sampleOf(metricsInputOf(result, { riskFreeAnnual }))
  const window = rollingWindow(result)
  if (fault !== null) return `n/a: ${fault}`
  if (returns.length < window) return `n/a: fewer than ${window} sessions`
  const step = Math.max(SESSIONS_BETWEEN, Math.ceil(returns.length / WINDOWS))
  const windows = Math.floor((returns.length - window) / step) + 1
  const ends = Array.from({ length: windows }, (_, i) => returns.length - (windows - 1 - i) * step)
  const along = (measure: (from: number, to: number) => MetricValue): Float64Array =>
    Float64Array.from(ends, (end) => measure(end - window, end).value ?? Number.NaN)
  const year = sessions.periodsPerYear
  const others = benchmark === null ? null : benchmarkReturns(result, benchmark, riskFreeAnnual)
  return {
    columns: {
      time: Float64Array.from(ends, (end) => sessions.time[end - 1] as number),
      sharpe: along((from, to) => sharpe(excess.subarray(from, to), year)),
      volatility: along((from, to) => volatility(returns.subarray(from, to), year)),
      ...(others !== null && {
        beta: along((from, to) => beta(excess.subarray(from, to), others.excess.subarray(from, to))),
        benchmarkSharpe: along((from, to) => sharpe(others.excess.subarray(from, to), year)),
        benchmarkVolatility: along((from, to) => volatility(others.returns.subarray(from, to), year)),
      }),
    },
    window,
    note: `At every ${ordinal(step)} session.`,
  }
}

export function rollingTable(figures: RollingFigures | null): ChartTable {
  const { time = new Float64Array(), ...values } = figures?.columns ?? {}
  const coded = Object.entries(values).map(([name, column]) => [name, codedValues(column)])
  return { columns: { time: codedTimes(time), ...Object.fromEntries(coded) }, note: figures?.note ?? '' }
}

/** The benchmark's returns over the sessions of the run; before it begins it is cash. */
export function benchmarkReturns(
  { sessions, initialCash }: RunResult,
  benchmark: BenchmarkCurve,
  riskFreeAnnual: number,
): { returns: Float64Array; excess: Float64Array } {
  const equity = valueAt(sessions.time, benchmark).map((value) => (Number.isFinite(value) ? value : initialCash))
  const returns = simpleReturns(equity, initialCash)
  const riskFree = perPeriod(riskFreeAnnual, sessions.periodsPerYear)
  return { returns, excess: returns.map((value) => value - riskFree) }
}
