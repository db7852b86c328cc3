// The mean and the population standard deviation of the last values of a series, in constant time a value.

import { ExactSum } from './exact-sum.js'
import { Ring } from './ring.js'

/**
 * Squares are taken of distances from a nearby pivot, not of prices: a sum of squared prices would lose the digits that the deviation is made of.
 * The pivot moves to the mean at each refresh of the window.
 */
export class RollingDeviation {
  readonly #length: number
  readonly #window: Ring
  readonly #sum = new ExactSum()
  readonly #squares = new ExactSum()
  #pivot = Number.NaN
  #newest = Number.NaN
  #equalInRow = 0

  constructor(length: number) {
    this.#length = length
    this.#window = new Ring(length)
  }

  get isFull(): boolean {
    return this.#window.isFull
  }

  /** The correctly rounded sum divided once: the same bits as a simple moving average. */
  get mean(): number {
    return this.#sum.value / this.#length
  }

  /** The variance is divided by the count of values, not by one less. Exactly zero over equal values. */
  get deviation(): number {
    if (this.#equalInRow >= this.#length) return 0
    const offset = this.mean - this.#pivot
    return Math.sqrt(Math.max(0, this.#squares.value / this.#length - offset * offset))
  }

  push(value: number): void {
    this.#equalInRow = value === this.#newest ? this.#equalInRow + 1 : 1
    this.#newest = value
    if (Number.isNaN(this.#pivot)) this.#pivot = value
    const leaving = this.#window.isFull
    const oldest = this.#window.push(value)
    this.#sum.replace(oldest, value)
    this.#squares.replace(leaving ? this.#square(oldest) : 0, this.#square(value))
    if (this.#window.isAtRefresh) this.#refresh()
  }

  #square(value: number): number {
    const distance = value - this.#pivot
    return distance * distance
  }

  #refresh(): void {
    const values = this.#window.values
    this.#sum.reset()
    for (let i = 0; i < values.length; i++) this.#sum.add(values[i] as number)
    this.#pivot = this.mean
    this.#squares.reset()
    for (let i = 0; i < values.length; i++) this.#squares.add(this.#square(values[i] as number))
  }
}
