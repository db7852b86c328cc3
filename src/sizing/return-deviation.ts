// How much an instrument moves: the standard deviation of the log returns of its closes.

import type { Indicator, IndicatorDefinition } from '../indicators/indicator.js'
import { RollingDeviation } from '../indicators/rolling-deviation.js'

/** Sample standard deviation (divided by one less than the count) of the last `bars` log returns, a bar's. A close that is not above zero has none. */
export function returnDeviation(bars: number): IndicatorDefinition<'value'> {
  return { key: `returnDeviation(${bars})`, inputs: ['close'], lines: ['value'], create: () => new ReturnDeviation(bars) }
}

class ReturnDeviation implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #window: RollingDeviation
  readonly #toSample: number
  #previous = Number.NaN

  constructor(bars: number) {
    this.warmUp = bars + 1
    this.#window = new RollingDeviation(bars)
    this.#toSample = Math.sqrt(bars / (bars - 1))
  }

  next(close: number): number {
    this.value = close > 0 && Number.isFinite(close) ? this.#take(close) : Number.NaN
    return this.value
  }

  #take(close: number): number {
    const step = Math.log(close / this.#previous)
    this.#previous = close
    if (Number.isNaN(step)) return Number.NaN
    this.#window.push(step)
    return this.#window.isFull ? this.#window.deviation * this.#toSample : Number.NaN
  }
}
