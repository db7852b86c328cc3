// Donchian channel: the highest high and the lowest low of the last bars.

import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingMaximum } from './rolling-maximum.js'

type DonchianLine = 'upper' | 'middle' | 'lower'

/** `upper` is the highest high of `period` bars, `lower` the lowest low, `middle` half way; the current bar is included, so a breakout compares with `previous`. */
export function donchian(period: number): IndicatorDefinition<DonchianLine> {
  requirePeriod('donchian', 'period', period)
  return { key: `donchian(${period})`, inputs: ['high', 'low'], lines: ['upper', 'middle', 'lower'], create: () => new Donchian(period) }
}

class Donchian implements Indicator {
  readonly warmUp: number
  upper = Number.NaN
  middle = Number.NaN
  lower = Number.NaN
  readonly #highs: RollingMaximum
  readonly #negatedLows: RollingMaximum

  constructor(period: number) {
    this.warmUp = period
    this.#highs = new RollingMaximum(period)
    this.#negatedLows = new RollingMaximum(period)
  }

  next(high: number, low: number): number {
    const isKnown = Number.isFinite(high + low)
    this.upper = isKnown ? this.#highs.push(high) : Number.NaN
    this.lower = isKnown ? -this.#negatedLows.push(-low) : Number.NaN
    this.middle = (this.upper + this.lower) / 2
    return this.upper
  }

  store(index: number, upper: Float64Array, middle: Float64Array, lower: Float64Array): void {
    upper[index] = this.upper
    middle[index] = this.middle
    lower[index] = this.lower
  }
}
