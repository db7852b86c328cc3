// Simple moving average: the plain mean of the last values.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingSum, rollingMeans } from './rolling-sum.js'
import { withWholeColumns } from './whole-columns.js'

/** Mean of the last `period` values of a field: their correctly rounded sum, divided once. TA-Lib SMA. */
export function sma(field: BarField, period: number): IndicatorDefinition<'value'> {
  requirePeriod('sma', 'period', period)
  return withWholeColumns(
    { key: `sma(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Sma(period) },
    (values, means) => rollingMeans(values, period, means),
  )
}

export class Sma implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #sum: RollingSum

  constructor(period: number) {
    this.warmUp = period
    this.#sum = new RollingSum(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? this.#average(input) : Number.NaN
    return this.value
  }

  #average(input: number): number {
    this.#sum.push(input)
    return this.#sum.isFull ? this.#sum.value / this.warmUp : Number.NaN
  }
}
