// The Sharpe ratio over the last year of sessions, as it was at the end of each week or, in a long run, at rarer times.

import { metricsInputOf } from '../../../metrics/run-input.js'
import { sampleOf } from '../../../metrics/sample.js'
import { sharpe } from '../../../metrics/sharpe.js'
import type { RunResult } from '../../../model/run.js'
import type { RollingColumn } from '../chart-data.js'

/** A window moves little in a week; a thousand of them draw the same line as every one, in a fifth of the time. */
const SESSIONS_BETWEEN = 5
const WINDOWS_DRAWN = 1_200

/** Sessions in the window: one year of them. */
export function rollingWindow({ sessions }: RunResult): number {
  return sessions.periodsPerYear
}

/** The column from the first full window on, the last session always in it; or why there is none. */
export function rollingYear(result: RunResult, riskFreeAnnual: number): RollingColumn | string {
  const { sessions } = result
  const { excess, fault } = sampleOf(metricsInputOf(result, { riskFreeAnnual }))
  const window = rollingWindow(result)
  if (fault !== null) return `n/a: ${fault}`
  if (excess.length < window) return `n/a: fewer than ${window} sessions`
  const step = Math.max(SESSIONS_BETWEEN, Math.ceil(excess.length / WINDOWS_DRAWN))
  const windows = Math.floor((excess.length - window) / step) + 1
  const ends = Array.from({ length: windows }, (_, i) => excess.length - (windows - 1 - i) * step)
  return {
    time: Float64Array.from(ends, (end) => sessions.time[end - 1] as number),
    value: Float64Array.from(ends, (end) => sharpe(excess.subarray(end - window, end), sessions.periodsPerYear).value ?? Number.NaN),
    note: `At every ${step}th session.`,
  }
}
