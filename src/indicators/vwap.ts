// Volume-weighted average price: the mean of the typical prices, each weighing its volume.

import { ExactSum } from './exact-sum.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingSum } from './rolling-sum.js'

const inputs = ['high', 'low', 'close', 'volume'] as const

/** Over the last `period` bars, in price; typical price = (high + low + close) ÷ 3. NaN while no bar of the window has volume. */
export function vwap(period: number): IndicatorDefinition<'value'> {
  requirePeriod('vwap', 'period', period)
  return { key: `vwap(${period})`, inputs, lines: ['value'], create: () => new Vwap(period) }
}

/** Since the first bar, in price; an indicator sees no sessions, so it is not anchored to one. NaN until a bar had volume. */
export function cumulativeVwap(): IndicatorDefinition<'value'> {
  return { key: 'cumulativeVwap()', inputs, lines: ['value'], create: () => new CumulativeVwap() }
}

class Vwap implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #turnover: RollingSum
  readonly #volume: RollingSum

  constructor(period: number) {
    this.warmUp = period
    this.#turnover = new RollingSum(period)
    this.#volume = new RollingSum(period)
  }

  next(high: number, low: number, close: number, volume: number): number {
    const turnover = turnoverOf(high, low, close, volume)
    this.value = Number.isFinite(turnover) ? this.#average(turnover, volume) : Number.NaN
    return this.value
  }

  #average(turnover: number, volume: number): number {
    this.#turnover.push(turnover)
    this.#volume.push(volume)
    return this.#volume.isFull ? this.#turnover.value / this.#volume.value : Number.NaN
  }
}

class CumulativeVwap implements Indicator {
  readonly warmUp = 1
  value = Number.NaN
  readonly #turnover = new ExactSum()
  readonly #volume = new ExactSum()

  next(high: number, low: number, close: number, volume: number): number {
    const turnover = turnoverOf(high, low, close, volume)
    this.value = Number.isFinite(turnover) ? this.#average(turnover, volume) : Number.NaN
    return this.value
  }

  #average(turnover: number, volume: number): number {
    this.#turnover.add(turnover)
    this.#volume.add(volume)
    return this.#turnover.value / this.#volume.value
  }
}

function turnoverOf(high: number, low: number, close: number, volume: number): number {
  return ((high + low + close) / 3) * volume
}
