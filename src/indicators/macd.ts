// Moving average convergence divergence (Appel): the distance of two exponential averages, and its own average.

import type { BarField } from '../model/bar.js'
import { BenchError } from '../std/errors.js'
import { Ema } from './ema.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'
import { requirePeriod } from './parameter.js'

type MacdLine = 'macd' | 'signal' | 'histogram'

/**
 * `macd` = fast − slow average, `signal` = its average, `histogram` = macd − signal; in price. Seeded as TA-Lib MACD: the fast average starts late, at the same bar
 * as the slow one, from the mean of the last `fast` values; all lines start when the signal does. Engines that start the fast average early agree after some hundred bars.
 */
export function macd(fast: number, slow: number, signal: number, field: BarField = 'close'): IndicatorDefinition<MacdLine> {
  requirePeriod('macd', 'fast', fast)
  requirePeriod('macd', 'slow', slow)
  requirePeriod('macd', 'signal', signal)
  if (fast >= slow)
    throw new BenchError(
      'BAD_PARAMETER',
      `macd: fast ${fast} is not below slow ${slow}`,
      'give the shorter period first, such as macd(12, 26, 9)',
    )
  return {
    key: `macd(${field},${fast},${slow},${signal})`,
    inputs: [field],
    lines: ['macd', 'signal', 'histogram'],
    create: () => new Macd(fast, slow, signal),
  }
}

class Macd implements Indicator {
  readonly warmUp: number
  macd = Number.NaN
  signal = Number.NaN
  histogram = Number.NaN
  readonly #fast: Ema
  readonly #slow: Ema
  readonly #signal: Ema
  #untilFastStarts: number

  constructor(fast: number, slow: number, signal: number) {
    this.warmUp = slow + signal - 1
    this.#fast = new Ema(fast)
    this.#slow = new Ema(slow)
    this.#signal = new Ema(signal)
    this.#untilFastStarts = slow - fast
  }

  next(input: number): number {
    const distance = Number.isFinite(input) ? this.#distance(input) : Number.NaN
    const signal = this.#signal.next(distance)
    this.histogram = distance - signal
    this.macd = Number.isNaN(signal) ? Number.NaN : distance
    this.signal = signal
    return this.macd
  }

  store(index: number, macd: Float64Array, signal: Float64Array, histogram: Float64Array): void {
    macd[index] = this.macd
    signal[index] = this.signal
    histogram[index] = this.histogram
  }

  #distance(input: number): number {
    const slow = this.#slow.next(input)
    if (this.#untilFastStarts > 0) {
      this.#untilFastStarts--
      return Number.NaN
    }
    return this.#fast.next(input) - slow
  }
}
