// Relative strength index (Wilder 1978): the share of the gains in all moves, 0 to 100.

import type { BarField } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { WilderAverage } from './wilder-average.js'

/** 100 × average gain ÷ (average gain + average loss), Wilder's averages over `period` changes; 0 where nothing ever moved. TA-Lib RSI. */
export function rsi(period: number, field: BarField = 'close'): IndicatorDefinition<'value'> {
  requirePeriod('rsi', 'period', period)
  return { key: `rsi(${field},${period})`, inputs: [field], lines: ['value'], create: () => new Rsi(period) }
}

class Rsi implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #gains: WilderAverage
  readonly #losses: WilderAverage
  #previous = Number.NaN

  constructor(period: number) {
    this.warmUp = period + 1
    this.#gains = new WilderAverage(period)
    this.#losses = new WilderAverage(period)
  }

  next(input: number): number {
    this.value = Number.isFinite(input) ? this.#strength(input) : Number.NaN
    return this.value
  }

  #strength(input: number): number {
    const change = input - this.#previous
    this.#previous = input
    if (Number.isNaN(change)) return Number.NaN
    const gain = this.#gains.next(change > 0 ? change : 0)
    const loss = this.#losses.next(change < 0 ? -change : 0)
    return gain + loss === 0 ? 0 : (100 * gain) / (gain + loss)
  }
}
