// Bollinger bands: a simple average and a number of standard deviations on either side.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod, requirePositive } from './parameter.js'
import { RollingDeviation } from './rolling-deviation.js'

type BollingerLine = 'upper' | 'middle' | 'lower'

/** `middle` is the simple average of `period` values, the bands lie `width` population standard deviations from it. TA-Lib BBANDS with a simple average. */
export function bollinger(period: number, width: number, field: BarField = 'close'): IndicatorDefinition<BollingerLine> {
  requirePeriod('bollinger', 'period', period)
  requirePositive('bollinger', 'width', width)
  return {
    key: `bollinger(${field},${period},${width})`,
    inputs: [field],
    lines: ['upper', 'middle', 'lower'],
    create: () => new Bollinger(period, width),
  }
}

class Bollinger implements Indicator {
  readonly warmUp: number
  upper = Number.NaN
  middle = Number.NaN
  lower = Number.NaN
  readonly #width: number
  readonly #window: RollingDeviation

  constructor(period: number, width: number) {
    this.warmUp = period
    this.#width = width
    this.#window = new RollingDeviation(period)
  }

  next(input: number): number {
    const isKnown = Number.isFinite(input)
    if (isKnown) this.#window.push(input)
    this.middle = isKnown && this.#window.isFull ? this.#window.mean : Number.NaN
    const distance = this.#width * this.#window.deviation
    this.upper = this.middle + distance
    this.lower = this.middle - distance
    return this.upper
  }

  store(index: number, upper: Float64Array, middle: Float64Array, lower: Float64Array): void {
    upper[index] = this.upper
    middle[index] = this.middle
    lower[index] = this.lower
  }
}
