// Candlestick patterns of the package technicalindicators as causal indicators. Kept apart from the others, because importing it loads the whole package.

import {
  abandonedbaby,
  bearish,
  bearishengulfingpattern,
  bearishhammerstick,
  bearishharami,
  bearishharamicross,
  bearishinvertedhammerstick,
  bearishmarubozu,
  bearishspinningtop,
  bullish,
  bullishengulfingpattern,
  bullishhammerstick,
  bullishharami,
  bullishharamicross,
  bullishinvertedhammerstick,
  bullishmarubozu,
  bullishspinningtop,
  darkcloudcover,
  doji,
  downsidetasukigap,
  dragonflydoji,
  eveningdojistar,
  eveningstar,
  gravestonedoji,
  hammerpattern,
  hammerpatternunconfirmed,
  hangingman,
  hangingmanunconfirmed,
  morningdojistar,
  morningstar,
  piercingline,
  shootingstar,
  shootingstarunconfirmed,
  threeblackcrows,
  threewhitesoldiers,
  tweezerbottom,
  tweezertop,
} from 'technicalindicators'
import { BenchError } from '../std/errors.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'

/** Every pattern of the package: its test of the last bars, and how many it looks at. */
const patterns = {
  bullish: [bullish, 5],
  bearish: [bearish, 5],
  abandonedbaby: [abandonedbaby, 3],
  doji: [doji, 1],
  bearishengulfingpattern: [bearishengulfingpattern, 2],
  bullishengulfingpattern: [bullishengulfingpattern, 2],
  darkcloudcover: [darkcloudcover, 2],
  downsidetasukigap: [downsidetasukigap, 3],
  dragonflydoji: [dragonflydoji, 1],
  gravestonedoji: [gravestonedoji, 1],
  bullishharami: [bullishharami, 2],
  bearishharami: [bearishharami, 2],
  bullishharamicross: [bullishharamicross, 2],
  bearishharamicross: [bearishharamicross, 2],
  eveningdojistar: [eveningdojistar, 3],
  eveningstar: [eveningstar, 3],
  morningdojistar: [morningdojistar, 3],
  morningstar: [morningstar, 3],
  bullishmarubozu: [bullishmarubozu, 1],
  bearishmarubozu: [bearishmarubozu, 1],
  piercingline: [piercingline, 2],
  bullishspinningtop: [bullishspinningtop, 1],
  bearishspinningtop: [bearishspinningtop, 1],
  threeblackcrows: [threeblackcrows, 3],
  threewhitesoldiers: [threewhitesoldiers, 3],
  bullishhammerstick: [bullishhammerstick, 1],
  bearishhammerstick: [bearishhammerstick, 1],
  bullishinvertedhammerstick: [bullishinvertedhammerstick, 1],
  bearishinvertedhammerstick: [bearishinvertedhammerstick, 1],
  hammerpattern: [hammerpattern, 5],
  hammerpatternunconfirmed: [hammerpatternunconfirmed, 5],
  hangingman: [hangingman, 5],
  hangingmanunconfirmed: [hangingmanunconfirmed, 5],
  shootingstar: [shootingstar, 5],
  shootingstarunconfirmed: [shootingstarunconfirmed, 5],
  tweezertop: [tweezertop, 5],
  tweezerbottom: [tweezerbottom, 5],
} as const satisfies Record<string, readonly [isCompleted: (bars: Window) => boolean, bars: number]>

export type CandlestickPattern = keyof typeof patterns

export const candlestickPatterns = Object.keys(patterns) as readonly CandlestickPattern[]

/** 1 where the pattern is completed by this bar, 0 where not. `bullish` and `bearish` are 1 where any pattern of their side is. */
export function candlestick(pattern: CandlestickPattern): IndicatorDefinition<'value'> {
  if (!Object.hasOwn(patterns, pattern))
    throw new BenchError('BAD_PARAMETER', `candlestick: there is no pattern '${pattern}'`, `patterns: ${candlestickPatterns.join(', ')}`)
  return {
    key: `candlestick(${pattern})`,
    inputs: ['open', 'high', 'low', 'close'],
    lines: ['value'],
    create: () => new Candlestick(pattern),
  }
}

class Candlestick implements Indicator {
  readonly warmUp: number
  value = Number.NaN
  readonly #isCompleted: (bars: Window) => boolean
  readonly #bars: Window = { open: [], high: [], low: [], close: [] }

  constructor(pattern: CandlestickPattern) {
    const [isCompleted, bars] = patterns[pattern]
    this.warmUp = bars
    this.#isCompleted = isCompleted
  }

  next(open: number, high: number, low: number, close: number): number {
    this.value = Number.isFinite(open + high + low + close) ? this.#look(open, high, low, close) : Number.NaN
    return this.value
  }

  #look(open: number, high: number, low: number, close: number): number {
    const { open: opens, high: highs, low: lows, close: closes } = this.#bars
    if (opens.length === this.warmUp) for (const column of [opens, highs, lows, closes]) column.shift()
    opens.push(open)
    highs.push(high)
    lows.push(low)
    closes.push(close)
    return opens.length < this.warmUp ? Number.NaN : Number(this.#isCompleted(this.#bars))
  }
}

/** The last bars, oldest first, in the shape that the package reads. */
interface Window {
  readonly open: number[]
  readonly high: number[]
  readonly low: number[]
  readonly close: number[]
}
