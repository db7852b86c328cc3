// The highest value of a field over the last bars.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingMaximum } from './rolling-maximum.js'

/** Largest of the last `period` values, the current bar included: a breakout compares with `previous`. TA-Lib MAX. */
export function highest(field: BarField, period: number): IndicatorDefinition<'value'> {
  requirePeriod('highest', 'period', period)
  return { key: `highest(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Highest(period) }
}

class Highest implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #window: RollingMaximum

  constructor(period: number) {
    this.warmUp = period
    this.#window = new RollingMaximum(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? this.#window.push(input) : Number.NaN
    return this.value
  }
}
