// Bars as columns: one Float64Array a field. A bar is knowable only at its closeTime.

import type { Instrument } from './instrument.js'
import type { Timeframe } from './time.js'

/** The price and volume fields that an indicator can read. */
export type BarField = 'open' | 'high' | 'low' | 'close' | 'volume'

/** Parallel columns, sorted by time; `openTime[i] < closeTime[i] <= openTime[i + 1]`. Times in epoch ms, prices in currency, volume in units. */
export interface BarColumns {
  readonly length: number
  readonly openTime: Float64Array
  readonly closeTime: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** The bars of one instrument at one timeframe. */
export interface BarSeries {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly columns: BarColumns
}

/** One bar as a strategy reads it. The engine moves one reusable cursor, so copy the numbers that you keep. */
export interface Bar {
  readonly index: number
  readonly openTime: number
  readonly closeTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}
