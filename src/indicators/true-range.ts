// True range (Wilder 1978): how far the price went since the last close.

import type { Indicator, IndicatorDefinition } from './indicator.js'

/** Largest of high − low, |high − previous close|, |low − previous close|, in price. The first bar has none. TA-Lib TRANGE. */
export function trueRange(): IndicatorDefinition<'value'> {
  return { key: 'trueRange()', inputs: ['high', 'low', 'close'], lines: ['value'], create: () => new TrueRange() }
}

export class TrueRange implements Indicator {
  readonly warmUp = 2
  value = Number.NaN
  #previousClose = Number.NaN

  next(high: number, low: number, close: number): number {
    if (Number.isFinite(high + low + close)) {
      this.value = Math.max(high - low, Math.abs(high - this.#previousClose), Math.abs(low - this.#previousClose))
      this.#previousClose = close
    } else this.value = Number.NaN
    return this.value
  }
}
