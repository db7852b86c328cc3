// How monitors watch a quiet stretch: they look at a bar, and not again before a close is so far from it that they could have something to say.
// What passed meanwhile they take in as one piece.

import type { BarColumns } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { EquityRecorder } from '../records/equity-recorder.js'
import type { PostTrade } from './post-trade.js'

/** How far a close may be from the last one that was looked at, as a part of it: more than minutes move, less than limits are about. */
const PART = 0.01

interface StretchWatchParts {
  readonly postTrade: PostTrade
  readonly portfolio: Portfolio
  readonly equity: EquityRecorder
}

export class StretchWatch {
  readonly #parts: StretchWatchParts
  readonly #columns: BarColumns
  readonly #look: (time: EpochMs) => boolean
  /** The bar after the last one that monitors know of. */
  #next = 0
  /** Closes that nothing comes of, and up to when. */
  #lowest = Number.POSITIVE_INFINITY
  #highest = Number.NEGATIVE_INFINITY
  #until = Number.NEGATIVE_INFINITY

  /** `look` has monitors look at a mark, and answers whether anything came of it. */
  constructor(parts: StretchWatchParts, columns: BarColumns, look: (time: EpochMs) => boolean) {
    this.#parts = parts
    this.#columns = columns
    this.#look = look
  }

  /** At a stretch's first bar they look, whatever was before. */
  begin(bar: number): void {
    this.#next = bar
    this.#until = Number.NEGATIVE_INFINITY
  }

  /** After the mark of a bar; answers whether anything came of it. */
  check(bar: number): boolean {
    const close = this.#columns.close[bar] as number
    const time = this.#columns.closeTime[bar] as number
    const isSilent = close >= this.#lowest && close <= this.#highest && time <= this.#until
    return !isSilent && this.#lookAt(bar, close, time)
  }

  /** Tells monitors of the bars before one that they did not look at. `equity` has a row for each bar. */
  takeIn(equity: Float64Array, end: number): void {
    if (this.#next < end) this.#parts.postTrade.pass(equity, this.#columns.closeTime, this.#next, end)
  }

  #lookAt(bar: number, close: number, time: EpochMs): boolean {
    const { postTrade, portfolio, equity } = this.#parts
    if (this.#next < bar) this.takeIn(equity.recordBars(portfolio, this.#next, bar), bar)
    this.#next = bar + 1
    const acted = this.#look(time)
    this.#until = postTrade.isSilentWithin(PART) ? postTrade.dayEnd : Number.NEGATIVE_INFINITY
    this.#lowest = close * (1 - PART)
    this.#highest = close * (1 + PART)
    return acted
  }
}
