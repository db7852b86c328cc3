// Bars as columns: one Float64Array a field. A bar is knowable only at its closeTime.

import type { CorporateAction } from './corporate-action.js'
import type { Instrument } from './instrument.js'
import type { Timeframe } from './time.js'

/** The price and volume fields that an indicator can read. */
export type BarField = 'open' | 'high' | 'low' | 'close' | 'volume'

/**
 * Parallel columns, sorted by time; `openTime[i] < closeTime[i] <= openTime[i + 1]`. Times in epoch ms, prices in currency, volume in units. Never written
 * to once a run has had them: they are checked, hashed and copied for isolated strategies once.
 */
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

/** Bid and ask bars beside the bars between them, as columns of the same length; NaN throughout a row where that side had no price. */
export interface QuoteColumns {
  readonly length: number
  readonly bidOpen: Float64Array
  readonly bidHigh: Float64Array
  readonly bidLow: Float64Array
  readonly bidClose: Float64Array
  readonly askOpen: Float64Array
  readonly askHigh: Float64Array
  readonly askLow: Float64Array
  readonly askClose: Float64Array
}

/** The bars of one instrument at one timeframe. */
export interface BarSeries {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly columns: BarColumns
  /** Row by row beside the bars; absent where the data has no bid and ask. */
  readonly quotes?: QuoteColumns | undefined
  /** What happened to the shares that the prices still show, in the order of time: a run books it. Absent where there is nothing, or nobody knows. */
  readonly actions?: readonly CorporateAction[] | undefined
  /** Finer bars of the same instrument: the venue walks them inside each bar that they cover whole. Marks and strategies stay on the bars. */
  readonly detail?: DetailSeries | undefined
}

/** Bars inside longer ones, with the hash of their content where it is known. */
export interface DetailSeries extends BarSeries {
  readonly dataHash?: string | undefined
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
