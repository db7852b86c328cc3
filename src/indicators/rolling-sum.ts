// The exact sum of the last values of a series, in constant time a value.

import { ExactSum } from './exact-sum.js'
import { Ring } from './ring.js'

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
