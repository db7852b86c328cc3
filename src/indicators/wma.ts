// Weighted moving average: the newest value weighs `period`, the oldest 1.

import type { BarField } from '../model/bar.js'
import { ExactSum } from './exact-sum.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { Ring } from './ring.js'

/** Linearly weighted mean of the last `period` values: their correctly rounded weighted sum, divided once. TA-Lib WMA. */
export function wma(field: BarField, period: number): IndicatorDefinition<'value'> {
  requirePeriod('wma', 'period', period)
  return { key: `wma(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Wma(period) }
}

class Wma implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #totalWeight: number
  readonly #window: Ring
  readonly #plain = new ExactSum()
  readonly #weighted = new ExactSum()

  constructor(period: number) {
    this.warmUp = period
    this.#totalWeight = (period * (period + 1)) / 2
    this.#window = new Ring(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? this.#average(input) : Number.NaN
    return this.value
  }

  /** Each value in the window loses one weight, which takes their plain sum away; the new one comes in with the full weight. */
  #average(input: number): number {
    this.#weighted.subtract(this.#plain)
    this.#weighted.addProduct(input, this.warmUp)
    this.#plain.replace(this.#window.push(input), input)
    if (this.#window.isAtRefresh) this.#refresh()
    return this.#window.isFull ? this.#weighted.value / this.#totalWeight : Number.NaN
  }

  #refresh(): void {
    const values = this.#window.values
    this.#plain.reset()
    this.#weighted.reset()
    for (let i = 0; i < values.length; i++) {
      this.#plain.add(values[i] as number)
      this.#weighted.addProduct(values[i] as number, i + 1)
    }
  }
}
