// The splits that have come over the rows of a listing: what was paid before one is seen in the shares of after it.

import { firstAtOrAfter } from '../../data/columns.js'
import type { BarColumns } from '../../model/bar.js'
import { splitPrice } from '../../model/corporate-action.js'
import type { EpochMs } from '../../model/time.js'

export class RowSplits {
  readonly #columns: BarColumns
  /** Each with the first row after it. */
  readonly #splits: { readonly from: number; readonly ratio: number }[] = []

  constructor(columns: BarColumns) {
    this.#columns = columns
  }

  add(ratio: number, time: EpochMs): void {
    this.#splits.push({ from: firstAtOrAfter(this.#columns.openTime, time), ratio })
  }

  /** A row's price in the shares of another one. */
  seen(price: number, row: number, now: number): number {
    let seen = price
    for (const { from, ratio } of this.#splits) if (from > row && from <= now) seen = splitPrice(seen, ratio)
    return seen
  }
}
