// Momentum: how far a value has moved since some bars ago.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { Ring } from './ring.js'

/** Value − value `period` bars ago, in the unit of the field. TA-Lib MOM. */
export function momentum(period: number, field: BarField = 'close'): IndicatorDefinition<'value'> {
  requirePeriod('momentum', 'period', period)
  return { key: `momentum(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Momentum(period) }
}

class Momentum implements Indicator {
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
    return isWarm ? input - earlier : Number.NaN
  }
}
