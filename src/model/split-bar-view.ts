// A bar for strategies, of a series with splits in its prices: between a split and the first close after it the last bar stands in the new shares.

import type { Bar } from './bar.js'
import type { BarCursor } from './bar-cursor.js'
import { splitPrice } from './corporate-action.js'

export class SplitBarView implements Bar {
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
    return this.#today(this.#cursor.open)
  }
  get high(): number {
    return this.#today(this.#cursor.high)
  }
  get low(): number {
    return this.#today(this.#cursor.low)
  }
  get close(): number {
    return this.#today(this.#cursor.close)
  }
  get volume(): number {
    const { ratioSince, volume } = this.#cursor
    return ratioSince === 1 ? volume : splitPrice(volume, 1 / ratioSince)
  }

  #today(price: number): number {
    const { ratioSince } = this.#cursor
    return ratioSince === 1 ? price : splitPrice(price, ratioSince)
  }
}
