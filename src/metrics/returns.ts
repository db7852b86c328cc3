// Simple returns and the curves they make.

import { standardDeviation } from './sums.js'

/** E₀/initial − 1, E₁/E₀ − 1, …: one return for each value of `equity`, so that a loss in the first period counts. */
export function simpleReturns(equity: Float64Array, initial: number): Float64Array {
  return equity.map((value, i) => value / (i === 0 ? initial : (equity[i - 1] as number)) - 1)
}

/** The curve that grows from `initial` by these returns. */
export function growth(returns: Float64Array, initial = 1): Float64Array {
  let equity = initial
  return returns.map((value) => (equity *= 1 + value))
}

/** An annual rate as the return of one period that compounds to it: (1 + rate)^(1/N) − 1. */
export function perPeriod(annualRate: number, periodsPerYear: number): number {
  return annualRate === 0 ? 0 : (1 + annualRate) ** (1 / periodsPerYear) - 1
}

/** Standard deviation of returns, ddof 1; NaN under two of them, 0 where they differ by rounding only. */
export function returnDeviation(returns: ArrayLike<number>): number {
  return standardDeviation(returns, 1, 1)
}
