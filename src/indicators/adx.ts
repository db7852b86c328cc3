// Average directional index (Wilder 1978): how strong a trend is, whichever way it goes.

import { Directional } from './directional.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { WilderAverage } from './wilder-average.js'

type AdxLine = 'adx' | 'plusDi' | 'minusDi'

/**
 * `adx` is Wilder's average of the directional index, 0 to 100, with the directional indicators it is made of. TA-Lib ADX, its first sums of `period − 1` changes
 * included. All lines start with `adx`, at bar `2 × period`; `directional` has the indicators earlier. A bar without direction leaves `adx` where it was.
 */
export function adx(period: number): IndicatorDefinition<AdxLine> {
  requirePeriod('adx', 'period', period)
  return { key: `adx(${period})`, inputs: ['high', 'low', 'close'], lines: ['adx', 'plusDi', 'minusDi'], create: () => new Adx(period) }
}

class Adx implements Indicator {
  readonly warmUp: number
  adx = Number.NaN
  plusDi = Number.NaN
  minusDi = Number.NaN
  readonly #directional: Directional
  readonly #average: WilderAverage

  constructor(period: number) {
    this.warmUp = 2 * period
    this.#directional = new Directional(period)
    this.#average = new WilderAverage(period)
  }

  next(high: number, low: number, close: number): number {
    const movement = this.#directional
    movement.next(high, low, close)
    if (!Number.isNaN(movement.plusDi)) this.#smooth(movement)
    const isKnown = this.#average.isWarm && !Number.isNaN(movement.plusDi)
    this.adx = isKnown ? this.#average.value : Number.NaN
    this.plusDi = isKnown ? movement.plusDi : Number.NaN
    this.minusDi = isKnown ? movement.minusDi : Number.NaN
    return this.adx
  }

  store(index: number, adx: Float64Array, plusDi: Float64Array, minusDi: Float64Array): void {
    adx[index] = this.adx
    plusDi[index] = this.plusDi
    minusDi[index] = this.minusDi
  }

  /** TA-Lib counts a bar without direction as 0 in the first mean and skips it afterwards. */
  #smooth(movement: Directional): void {
    if (movement.hasDirection) this.#average.next(movement.dx)
    else if (!this.#average.isWarm) this.#average.next(0)
  }
}
