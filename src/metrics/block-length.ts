// How long the blocks of a bootstrap must be: long enough to keep what ties neighbouring returns together, read off the returns themselves.
//
// D. N. Politis and H. White, Automatic Block-Length Selection for the Dependent Bootstrap (2004), with the correction of A. Patton,
// D. N. Politis and H. White (2009), for the stationary bootstrap.

import { mean } from './sums.js'

/** An autocorrelation below `2·√(log₁₀ n / n)` at this many lags in a row counts as none. */
const QUIET_LAGS = 5

/**
 * The mean block length, in values, that makes the bootstrap variance of the mean most exact: `(2·G² / D)^⅓ · n^⅓` with `G = Σ λ(k/M)·|k|·R(k)` and
 * `D = 2·(Σ λ(k/M)·R(k))²`. At least 1, which is right for independent values and for a constant; at most `min(3·√n, n/3)`.
 */
export function optimalBlockLength(values: Float64Array): number {
  const n = values.length
  const covariances = autocovariances(values, Math.min(n - 1, Math.ceil(Math.sqrt(n)) + QUIET_LAGS))
  const variance = covariances[0] ?? 0
  if (!(variance > 0)) return 1
  const lags = Math.min(2 * Math.max(1, lastCorrelatedLag(covariances, n)), covariances.length - 1)
  let spread = 0
  let longRun = variance
  for (let k = 1; k <= lags; k++) {
    const weighted = 2 * flatTop(k / lags) * (covariances[k] as number)
    spread += k * weighted
    longRun += weighted
  }
  const longest = Math.min(3 * Math.sqrt(n), n / 3)
  return clamp((spread ** 2 / longRun ** 2) ** (1 / 3) * n ** (1 / 3), 1, Math.max(1, longest))
}

/** R(0) … R(lags), divided by n and not by the number of pairs. */
function autocovariances(values: Float64Array, lags: number): Float64Array {
  const middle = mean(values)
  const centred = values.map((value) => value - middle)
  const covariances = new Float64Array(Math.max(0, lags) + 1)
  for (let k = 0; k < covariances.length; k++) {
    let total = 0
    for (let i = k; i < centred.length; i++) total += (centred[i] as number) * (centred[i - k] as number)
    covariances[k] = total / centred.length
  }
  return covariances
}

/** The lag after which `QUIET_LAGS` autocorrelations in a row are no larger than chance makes them; the last lag when there is none. */
function lastCorrelatedLag(covariances: Float64Array, n: number): number {
  const threshold = 2 * Math.sqrt(Math.log10(n) / n) * (covariances[0] as number)
  let quiet = 0
  for (let k = 1; k < covariances.length; k++) {
    quiet = Math.abs(covariances[k] as number) < threshold ? quiet + 1 : 0
    if (quiet === QUIET_LAGS) return k - QUIET_LAGS
  }
  return covariances.length - 1
}

/** The flat-top window: 1 up to one half, then down to 0 at 1. */
function flatTop(share: number): number {
  return share <= 0.5 ? 1 : 2 * (1 - share)
}

function clamp(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : most
}
