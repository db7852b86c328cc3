// Rate of change: how far a value has moved since some bars ago, in percent.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { Ring } from './ring.js'

/** 100 × (value ÷ value `period` bars ago − 1), in percent; 0 where the earlier value is 0. TA-Lib ROC. */
export function roc(period: number, field: BarField = 'close'): IndicatorDefinition<'value'> {
  requirePeriod('roc', 'period', period)
  return { key: `roc(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Roc(period) }
}

class Roc implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #window: Ring

  constructor(period: number) {
    this.warmUp = period + 1
    this.#window = new Ring(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? this.#change(input) : Number.NaN
    return this.value
  }

  #change(input: number): number {
    const isWarm = this.#window.isFull
    const earlier = this.#window.push(input)
    if (!isWarm) return Number.NaN
    return earlier === 0 ? 0 : 100 * (input / earlier - 1)
  }
}
