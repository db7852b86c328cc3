// A bar for strategies, of a series with splits in its prices: between a split and the first close after it the last bar stands in the new shares.

import { type BarCursor, BarView } from './bar-cursor.js'
import { splitPrice } from './corporate-action.js'

export class SplitBarView extends BarView {
  readonly #cursor: BarCursor

  constructor(cursor: BarCursor) {
    super(cursor)
    this.#cursor = cursor
  }

  override get open(): number {
    return this.#cursor.today(super.open)
  }
  override get high(): number {
    return this.#cursor.today(super.high)
  }
  override get low(): number {
    return this.#cursor.today(super.low)
  }
  override get close(): number {
    return this.#cursor.today(super.close)
  }
  override get volume(): number {
    const { ratioSince } = this.#cursor
    return ratioSince === 1 ? super.volume : splitPrice(super.volume, 1 / ratioSince)
  }
}
