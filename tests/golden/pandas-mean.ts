// The rolling mean as pandas computes it: one running sum, compensated apart for what comes in and what goes out. Its ties are rounding noise;
// it is here only to show that nothing else separates us from engines built on it.

import type { Indicator, IndicatorDefinition } from '../../src/indicators/indicator.js'

export function pandasMean(period: number): IndicatorDefinition<'value'> {
  return { key: `pandas-mean(close,${period})`, inputs: ['close'], lines: ['value'], create: () => new PandasMean(period) }
}

class PandasMean implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #window: number[] = []
  #sum = 0
  #lostAdding = 0
  #lostRemoving = 0
  #last = Number.NaN
  #sameInARow = 0

  constructor(period: number) {
    this.warmUp = period
  }

  next(value: number): number {
    if (this.#window.length === this.warmUp) this.#remove(this.#window.shift() as number)
    this.#window.push(value)
    this.#add(value)
    const isConstant = this.#sameInARow >= this.#window.length
    this.value = this.#window.length < this.warmUp ? Number.NaN : isConstant ? this.#last : this.#sum / this.#window.length
    return this.value
  }

  #add(value: number): void {
    const corrected = value - this.#lostAdding
    const sum = this.#sum + corrected
    this.#lostAdding = sum - this.#sum - corrected
    this.#sum = sum
    this.#sameInARow = value === this.#last ? this.#sameInARow + 1 : 1
    this.#last = value
  }

  #remove(value: number): void {
    const corrected = -value - this.#lostRemoving
    const sum = this.#sum + corrected
    this.#lostRemoving = sum - this.#sum - corrected
    this.#sum = sum
  }
}
