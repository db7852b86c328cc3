// Rolling standard deviation of a field.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingDeviation } from './rolling-deviation.js'

/** Population standard deviation (variance divided by `period`) of the last `period` values, in the unit of the field. TA-Lib STDDEV. */
export function std(field: BarField, period: number): IndicatorDefinition<'value'> {
  requirePeriod('std', 'period', period)
  return { key: `std(${field},${period})`, inputs: [field], lines: ['value'], create: () => new StandardDeviation(period) }
}

class StandardDeviation implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #window: RollingDeviation

  constructor(period: number) {
    this.warmUp = period
    this.#window = new RollingDeviation(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? this.#deviation(input) : Number.NaN
    return this.value
  }

  #deviation(input: number): number {
    this.#window.push(input)
    return this.#window.isFull ? this.#window.deviation : Number.NaN
  }
}
