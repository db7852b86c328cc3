// Average true range (Wilder 1978): the usual distance a price covers in one bar.

import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { TrueRange } from './true-range.js'
import { WilderAverage } from './wilder-average.js'

/** Wilder's average of the true range over `period` bars, in price. The first bar has no true range, so the first value comes at bar `period + 1`. TA-Lib ATR. */
export function atr(period: number): IndicatorDefinition<'value'> {
  requirePeriod('atr', 'period', period)
  return { key: `atr(${period})`, inputs: ['high', 'low', 'close'], lines: ['value'], create: () => new Atr(period) }
}

class Atr implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #range = new TrueRange()
  readonly #average: WilderAverage

  constructor(period: number) {
    this.warmUp = period + 1
    this.#average = new WilderAverage(period)
  }

  next(high: number, low: number, close: number): number {
    const range = this.#range.next(high, low, close)
    this.value = Number.isNaN(range) ? Number.NaN : this.#average.next(range)
    return this.value
  }
}
