// The lowest value of a field over the last bars.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingMaximum } from './rolling-maximum.js'

/** Smallest of the last `period` values, the current bar included: a breakdown compares with `previous`. TA-Lib MIN. */
export function lowest(field: BarField, period: number): IndicatorDefinition<'value'> {
  requirePeriod('lowest', 'period', period)
  return { key: `lowest(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Lowest(period) }
}

class Lowest implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #negated: RollingMaximum

  constructor(period: number) {
    this.warmUp = period
    this.#negated = new RollingMaximum(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? -this.#negated.push(-input) : Number.NaN
    return this.value
  }
}
