// Sums that keep their low digits: compensated addition, two-pass moments.

/** Σ values by Neumaier's compensated summation (1974). */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}

/** Arithmetic mean; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length
}

/** Mean of (x − mean)^power: the biased central moment. */
export function centralMoment(values: ArrayLike<number>, power: 2 | 3 | 4): number {
  const middle = mean(values)
  // A plain loop: `Float64Array.from` walks an iterator and takes five times as long.
  const powers = new Float64Array(values.length)
  for (let i = 0; i < powers.length; i++) powers[i] = ((values[i] as number) - middle) ** power
  return mean(powers)
}

/** Mean of (x − mean x)(y − mean y), the biased covariance of two columns of one length. */
export function covariance(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const middleX = mean(xs)
  const middleY = mean(ys)
  const products = new Float64Array(xs.length)
  for (let i = 0; i < products.length; i++) products[i] = ((xs[i] as number) - middleX) * ((ys[i] as number) - middleY)
  return mean(products)
}

/**
 * Standard deviation with `ddof` taken off n; NaN where n ≤ ddof. A spread no larger than the rounding of its own values is 0, so that
 * "zero variance" is found whatever the last bit says. `offset` is what was subtracted when the values were made: 1 for returns, which
 * are quotients less one and carry the rounding of a number near one.
 */
export function standardDeviation(values: ArrayLike<number>, ddof: 0 | 1, offset = 0): number {
  const n = values.length
  if (n <= ddof) return Number.NaN
  const deviation = Math.sqrt((centralMoment(values, 2) * n) / (n - ddof))
  return deviation <= 8 * Number.EPSILON * (offset + largest(values)) ? 0 : deviation
}

function largest(values: ArrayLike<number>): number {
  let top = 0
  for (let i = 0; i < values.length; i++) top = Math.max(top, Math.abs(values[i] as number))
  return top
}
