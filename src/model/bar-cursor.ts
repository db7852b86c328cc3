// The reusable bar: a cursor over columns, moved along, so that a bar costs no object and only the columns asked for are read.

import type { Bar, BarColumns } from './bar.js'

export class BarCursor implements Bar {
  index = -1
  readonly #columns: BarColumns

  constructor(columns: BarColumns) {
    this.#columns = columns
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
