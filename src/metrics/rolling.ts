// Rolling columns for the report: Sharpe, volatility and beta over the last `window` sessions. Null until the window is full or where it has no figure.

import { beta } from './alpha-beta.js'
import { sharpe } from './sharpe.js'
import type { MetricValue } from './value.js'
import { volatility } from './volatility.js'

/** Annualised Sharpe ratio of the last `window` excess returns; null until there are as many. */
export function rollingSharpe(excess: Float64Array, window: number, periodsPerYear: number): (number | null)[] {
  return rolling(excess.length, window, (from, to) => sharpe(excess.subarray(from, to), periodsPerYear))
}

/** Annualised volatility of the last `window` returns, a fraction; null until there are as many. */
export function rollingVolatility(returns: Float64Array, window: number, periodsPerYear: number): (number | null)[] {
  return rolling(returns.length, window, (from, to) => volatility(returns.subarray(from, to), periodsPerYear))
}

/** Beta to the benchmark's returns over the last `window` ones; null until there are as many. */
export function rollingBeta(returns: Float64Array, benchmark: Float64Array, window: number): (number | null)[] {
  return rolling(returns.length, window, (from, to) => beta(returns.subarray(from, to), benchmark.subarray(from, to)))
}

/** Each window is measured afresh: a running sum would carry rounding from window to window. */
function rolling(length: number, window: number, measure: (from: number, to: number) => MetricValue): (number | null)[] {
  return Array.from({ length }, (_, i) => (i + 1 < window ? null : measure(i + 1 - window, i + 1).value))
}
