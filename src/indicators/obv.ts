// On-balance volume (Granville): volume counted for or against by where the close went.

import type { Indicator, IndicatorDefinition } from './indicator.js'

/** Adds the volume of a bar that closed higher, takes that of one that closed lower; starts at the first bar's volume. In units. TA-Lib OBV. */
export function obv(): IndicatorDefinition<'value'> {
  return { key: 'obv()', inputs: ['close', 'volume'], lines: ['value'], create: () => new Obv() }
}

class Obv implements Indicator {
  readonly warmUp = 1
  value = Number.NaN
  #balance = 0
  #previousClose = Number.NEGATIVE_INFINITY

  next(close: number, volume: number): number {
    this.value = Number.isFinite(close + volume) ? this.#weigh(close, volume) : Number.NaN
    return this.value
  }

  #weigh(close: number, volume: number): number {
    if (close > this.#previousClose) this.#balance += volume
    else if (close < this.#previousClose) this.#balance -= volume
    this.#previousClose = close
    return this.#balance
  }
}
