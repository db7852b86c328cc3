// Slow stochastic oscillator (Lane): where the close stands in the range of the last bars, smoothed twice.

import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'
import { RollingMaximum } from './rolling-maximum.js'
import { Sma } from './sma.js'

type StochasticLine = 'k' | 'd'

/**
 * `k` is the simple average over `slowK` bars of (close − lowest low) in percent of the range of `period` bars (0 where there is no range), `d` the average of `k`
 * over `slowD`. TA-Lib STOCH: both lines start when `d` does.
 */
export function stochastic(period: number, slowK: number, slowD: number): IndicatorDefinition<StochasticLine> {
  requirePeriod('stochastic', 'period', period)
  requirePeriod('stochastic', 'slowK', slowK)
  requirePeriod('stochastic', 'slowD', slowD)
  return {
    key: `stochastic(${period},${slowK},${slowD})`,
    inputs: ['high', 'low', 'close'],
    lines: ['k', 'd'],
    create: () => new Stochastic(period, slowK, slowD),
  }
}

class Stochastic implements Indicator {
  readonly warmUp: number
  k = Number.NaN
  d = Number.NaN
  readonly #highs: RollingMaximum
  readonly #negatedLows: RollingMaximum
  readonly #slowK: Sma
  readonly #slowD: Sma

  constructor(period: number, slowK: number, slowD: number) {
    this.warmUp = period + slowK + slowD - 2
    this.#highs = new RollingMaximum(period)
    this.#negatedLows = new RollingMaximum(period)
    this.#slowK = new Sma(slowK)
    this.#slowD = new Sma(slowD)
  }

  next(high: number, low: number, close: number): number {
    const fast = Number.isFinite(high + low + close) ? this.#place(high, low, close) : Number.NaN
    const slow = this.#slowK.next(fast)
    this.d = this.#slowD.next(slow)
    this.k = Number.isNaN(this.d) ? Number.NaN : slow
    return this.k
  }

  store(index: number, kColumn: Float64Array, dColumn: Float64Array): void {
    kColumn[index] = this.k
    dColumn[index] = this.d
  }

  /** The fast line: 0 at the lowest low, 100 at the highest high. */
  #place(high: number, low: number, close: number): number {
    const top = this.#highs.push(high)
    const bottom = -this.#negatedLows.push(-low)
    return top === bottom ? 0 : (100 * (close - bottom)) / (top - bottom)
  }
}
