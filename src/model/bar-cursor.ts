// The reusable bar: a cursor over columns, moved along, so that a bar costs no object and only the columns asked for are read.

import type { Bar, BarColumns } from './bar.js'
import { splitPrice } from './corporate-action.js'

export class BarCursor implements Bar {
  index = -1
  /** Splits that have come so far, of those that the prices show. */
  splits = 0
  /** The bar that had closed last when a split came, and the ratio of the splits since it closed. */
  #splitBar = -1
  #ratio = 1
  readonly #columns: BarColumns

  constructor(columns: BarColumns) {
    this.#columns = columns
  }

  /** A split comes between two bars. */
  split(ratio: number): void {
    this.#ratio = this.ratioSince * ratio
    this.#splitBar = this.index
    this.splits++
  }

  /** New shares for each share of the bar that it stands at: 1 but between a split and the first close after it. */
  get ratioSince(): number {
    return this.index === this.#splitBar ? this.#ratio : 1
  }

  /** A price of the bar that it stands at, in the shares of now. */
  today(price: number): number {
    const { ratioSince } = this
    return ratioSince === 1 ? price : splitPrice(price, ratioSince)
  }

  get openTime(): number {
    return this.#columns.openTime[this.index] as number
  }
  get closeTime(): number {
    return this.#columns.closeTime[this.index] as number
  }
  get open(): number {
    return this.#columns.open[this.index] as number
  }
  get high(): number {
    return this.#columns.high[this.index] as number
  }
  get low(): number {
    return this.#columns.low[this.index] as number
  }
  get close(): number {
    return this.#columns.close[this.index] as number
  }
  get volume(): number {
    return this.#columns.volume[this.index] as number
  }
}

/** A bar for strategies: what the cursor stands at, without the means to move it. */
export class BarView implements Bar {
  readonly #cursor: BarCursor

  constructor(cursor: BarCursor) {
    this.#cursor = cursor
  }

  get index(): number {
    return this.#cursor.index
  }
  get openTime(): number {
    return this.#cursor.openTime
  }
  get closeTime(): number {
    return this.#cursor.closeTime
  }
  get open(): number {
    return this.#cursor.open
  }
  get high(): number {
    return this.#cursor.high
  }
  get low(): number {
    return this.#cursor.low
  }
  get close(): number {
    return this.#cursor.close
  }
  get volume(): number {
    return this.#cursor.volume
  }
}
