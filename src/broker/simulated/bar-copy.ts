// A bar copied out of its columns. A fill happens at any bar: what is read in one go waits for memory once, read where it is needed six times.

import type { Bar, BarColumns } from '../../model/bar.js'

export class BarCopy implements Bar {
  index = -1
  openTime = Number.NaN
  closeTime = Number.NaN
  open = Number.NaN
  high = Number.NaN
  low = Number.NaN
  close = Number.NaN
  volume = Number.NaN
  readonly #columns: BarColumns

  constructor(columns: BarColumns) {
    this.#columns = columns
  }

  read(index: number): void {
    const { openTime, closeTime, open, high, low, close, volume } = this.#columns
    this.index = index
    this.openTime = openTime[index] as number
    this.closeTime = closeTime[index] as number
    this.open = open[index] as number
    this.high = high[index] as number
    this.low = low[index] as number
    this.close = close[index] as number
    this.volume = volume[index] as number
  }
}
