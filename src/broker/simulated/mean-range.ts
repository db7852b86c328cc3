// The mean true range of what was walked before a row, in the shares of the present or of the last that was walked.

import type { BarColumns, BarSeries } from '../../model/bar.js'
import { type Instrument, isPrice } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import { isWholeBar, type Walked } from './detail.js'
import { RowSplits } from './row-splits.js'

/** Rows in the mean. */
const ROWS = 20

export class MeanRange {
  readonly #columns: BarColumns
  readonly #instrument: Instrument
  /** Null where every row is a bar. */
  readonly #walked: Walked | null
  readonly #splits: RowSplits

  constructor({ columns, instrument }: BarSeries, walked: Walked | null) {
    this.#columns = columns
    this.#instrument = instrument
    this.#walked = walked
    this.#splits = new RowSplits(columns)
  }

  split(ratio: number, time: EpochMs): void {
    this.#splits.add(ratio, time)
  }

  /**
   * Of the last 20 rows that had ended when this one began and are as long as it: finer rows, or whole bars; in the shares of a row, this one or the one
   * just before it. 0 where there is none.
   */
  before(row: number, sharesOf = row): number {
    const isWhole = this.#isWhole(row)
    let [sum, count] = [0, 0]
    for (let earlier = row - 1; earlier >= 0 && count < ROWS; earlier--) {
      if (this.#isWhole(earlier) !== isWhole) continue
      sum += this.#range(earlier, sharesOf)
      count++
    }
    return count === 0 ? 0 : sum / count
  }

  #isWhole(row: number): boolean {
    return this.#walked === null || isWholeBar(this.#walked, row)
  }

  #range(row: number, now: number): number {
    const { high, low, close } = this.#columns
    const [top, bottom] = [this.#splits.seen(high[row] as number, row, now), this.#splits.seen(low[row] as number, row, now)]
    const last = row === 0 ? Number.NaN : (close[row - 1] as number)
    if (!isPrice(last, this.#instrument)) return top - bottom
    const before = this.#splits.seen(last, row - 1, now)
    return Math.max(top, before) - Math.min(bottom, before)
  }
}
