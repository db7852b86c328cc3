// Wilder's directional movement (1978): how much of the true range was covered upward and downward.

import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { TrueRange } from './true-range.js'

type DirectionalLine = 'plusDi' | 'minusDi' | 'dx'

/**
 * `plusDi` and `minusDi` are the smoothed upward and downward movement in percent of the smoothed true range, `dx` is |plusDi − minusDi| in percent of their sum.
 * Seeded as TA-Lib PLUS_DI, MINUS_DI and DX: the first sums hold `period − 1` changes, then each sum loses one part in `period` and takes the new change.
 * Without any range the indicators are 0 and `dx` stays where it was.
 */
export function directional(period: number): IndicatorDefinition<DirectionalLine> {
  requirePeriod('directional', 'period', period)
  return {
    key: `directional(${period})`,
    inputs: ['high', 'low', 'close'],
    lines: ['plusDi', 'minusDi', 'dx'],
    create: () => new Directional(period),
  }
}

export class Directional implements Indicator {
  readonly warmUp: number
  plusDi = Number.NaN
  minusDi = Number.NaN
  dx = Number.NaN
  /** False where there was no movement to either side, so that `dx` only repeats its last value. */
  hasDirection = false
  readonly #period: number
  readonly #range = new TrueRange()
  #previousHigh = Number.NaN
  #previousLow = Number.NaN
  #plusSum = 0
  #minusSum = 0
  #rangeSum = 0
  #lastDx = 0
  #changes = 0

  constructor(period: number) {
    this.warmUp = period + 1
    this.#period = period
  }

  next(high: number, low: number, close: number): number {
    const range = this.#range.next(high, low, close)
    if (Number.isFinite(high + low + close)) this.#move(high, low, range)
    else this.#publish(false)
    return this.plusDi
  }

  store(index: number, plusDi: Float64Array, minusDi: Float64Array, dx: Float64Array): void {
    plusDi[index] = this.plusDi
    minusDi[index] = this.minusDi
    dx[index] = this.dx
  }

  #move(high: number, low: number, range: number): void {
    const up = high - this.#previousHigh
    const down = this.#previousLow - low
    this.#previousHigh = high
    this.#previousLow = low
    if (!Number.isNaN(range)) this.#sum(up > 0 && up > down ? up : 0, down > 0 && down > up ? down : 0, range)
    this.#publish(this.#changes === this.#period)
  }

  #sum(plus: number, minus: number, range: number): void {
    if (this.#changes < this.#period) this.#changes++
    const fading = this.#changes < this.#period ? 0 : 1 / this.#period
    this.#plusSum += plus - this.#plusSum * fading
    this.#minusSum += minus - this.#minusSum * fading
    this.#rangeSum += range - this.#rangeSum * fading
  }

  #publish(isKnown: boolean): void {
    const percent = this.#rangeSum === 0 ? 0 : 100 / this.#rangeSum
    this.plusDi = isKnown ? percent * this.#plusSum : Number.NaN
    this.minusDi = isKnown ? percent * this.#minusSum : Number.NaN
    const both = this.plusDi + this.minusDi
    this.hasDirection = both > 0
    if (this.hasDirection) this.#lastDx = (100 * Math.abs(this.plusDi - this.minusDi)) / both
    this.dx = isKnown ? this.#lastDx : Number.NaN
  }
}
