// Exponential moving average, seeded as TA-Lib does: the first value is the plain mean of the first values.

import type { BarField } from '../model/bar.js'
import { ExactSum } from './exact-sum.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'

/** Moves by 2 ÷ (period + 1) of the distance to each new value; the first value is the mean of the first `period`. TA-Lib EMA. */
export function ema(field: BarField, period: number): IndicatorDefinition<'value'> {
  requirePeriod('ema', 'period', period)
  return { key: `ema(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Ema(period) }
}

export class Ema implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #weight: number
  readonly #seed = new ExactSum()
  #average = Number.NaN
  #seen = 0

  constructor(period: number) {
    this.warmUp = period
    this.#weight = 2 / (period + 1)
  }

  next(input: number): number {
    if (Number.isFinite(input)) {
      if (this.#seen < this.warmUp) this.#warm(input)
      else this.#average += this.#weight * (input - this.#average)
      this.value = this.#average
    } else this.value = Number.NaN
    return this.value
  }

  #warm(input: number): void {
    this.#seen++
    this.#seed.add(input)
    if (this.#seen === this.warmUp) this.#average = this.#seed.value / this.warmUp
  }
}
