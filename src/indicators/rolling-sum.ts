// The exact sum of the last values of a series, in constant time a value.

import { ExactSum } from './exact-sum.js'
import { LAPS_A_REFRESH, Ring } from './ring.js'

/** Correctly rounded, so it depends on the values in the window alone, not on what was there before: equal sums are equal to the bit. */
export class RollingSum {
  readonly #window: Ring
  readonly #total = new ExactSum()

  constructor(length: number) {
    this.#window = new Ring(length)
  }

  get isFull(): boolean {
    return this.#window.isFull
  }

  /** The sum of the values in the window, rounded once. */
  get value(): number {
    return this.#total.value
  }

  push(value: number): void {
    this.#total.replace(this.#window.push(value), value)
    if (this.#window.isAtRefresh) this.#refresh()
  }

  #refresh(): void {
    const values = this.#window.values
    this.#total.reset()
    for (let i = 0; i < values.length; i++) this.#total.add(values[i] as number)
  }
}

/**
 * Writes the mean of each window of a column, NaN before the first: to the bit what a `RollingSum` divided by its length is as the values are pushed, and
 * refreshed as often. False, with some of it written, where the sum is no longer finite, as once a value was not: then they have to be pushed.
 */
export function rollingMeans(values: Float64Array, length: number, means: Float64Array): boolean {
  const total = new ExactSum()
  const stride = LAPS_A_REFRESH * length
  for (let from = 0; from < values.length; from += stride) {
    const end = Math.min(from + stride, values.length)
    total.slide(values, from, end, length, means)
    // What is not finite stays in the sum, and nothing finite comes of it again.
    if (!Number.isFinite(total.value)) return false
    if (end < from + stride) break
    total.reset()
    for (let at = end - length; at < end; at++) total.add(values[at] as number)
    means[end - 1] = total.value / length
  }
  means.fill(Number.NaN, 0, length - 1)
  return true
}
