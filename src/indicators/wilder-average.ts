// Wilder's smoothing (New Concepts in Technical Trading Systems, 1978): the mean of the first values, then one part in `period` of each new one.

import { ExactSum } from './exact-sum.js'

export class WilderAverage {
  value = Number.NaN
  readonly #period: number
  readonly #seed = new ExactSum()
  #seen = 0

  constructor(period: number) {
    this.#period = period
  }

  /** The average; NaN until `period` values were given. */
  next(input: number): number {
    if (this.#seen === this.#period) this.value = (this.value * (this.#period - 1) + input) / this.#period
    else this.#warm(input)
    return this.value
  }

  get isWarm(): boolean {
    return this.#seen === this.#period
  }

  #warm(input: number): void {
    this.#seen++
    this.#seed.add(input)
    if (this.#seen === this.#period) this.value = this.#seed.value / this.#period
  }
}
