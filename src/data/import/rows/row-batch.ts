// Rows while they are read: parallel columns that are filled, checked and put in order, and filled again.

import { assert } from '../../../std/assert.js'

/**
 * What a time stands for: `date` is a day, `wall` a clock without a zone (both as the epoch ms at which a clock in UTC would show it), `instant` is
 * epoch ms.
 */
export type TimeKind = 'date' | 'wall' | 'instant'

/** Columns that only some files have. */
export interface ExtraColumns {
  readonly adjustedClose: boolean
  readonly dividend: boolean
  readonly split: boolean
  /** Bid and ask bars beside the bar between them. */
  readonly quotes: boolean
}

/** Open, high, low and close of one side. */
export type PriceColumns = readonly [open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array]

/** Rows that a file's batch holds: enough to read a timeframe off the first one. */
export const batchRows = 65_536

/** Columns are longer than `rows`. Whoever reads a file fills the same batch again and again: take what you need before you ask for the next. */
export class RowBatch {
  rows = 0
  timeKind: TimeKind = 'date'
  readonly capacity: number
  readonly extra: ExtraColumns
  /** Which row of which file: see `row-id.ts`. */
  readonly id: Float64Array
  /** Index of the instrument among those met so far. */
  readonly symbol: Float64Array
  /** The stamp as written; once placed, when the bar opens. */
  readonly time: Float64Array
  readonly closeTime: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly adjustedClose: Float64Array | null
  readonly dividend: Float64Array | null
  readonly split: Float64Array | null
  /** NaN throughout a row where that side had no price. */
  readonly bid: PriceColumns | null
  readonly ask: PriceColumns | null
  /** Every column that is there; of batches with the same extra columns in the same order. */
  readonly columns: readonly Float64Array[]

  constructor(extra: ExtraColumns, capacity: number = batchRows) {
    const columns: Float64Array[] = []
    const column = () => {
      const values = new Float64Array(capacity)
      columns.push(values)
      return values
    }
    const optional = (isThere: boolean) => (isThere ? column().fill(Number.NaN) : null)
    const side = (): PriceColumns => [column(), column(), column(), column()]
    this.capacity = capacity
    this.extra = extra
    this.id = column()
    this.symbol = column()
    this.time = column()
    this.closeTime = column()
    this.open = column()
    this.high = column()
    this.low = column()
    this.close = column()
    this.volume = column()
    this.adjustedClose = optional(extra.adjustedClose)
    this.dividend = optional(extra.dividend)
    this.split = optional(extra.split)
    this.bid = extra.quotes ? side() : null
    this.ask = extra.quotes ? side() : null
    this.columns = columns
  }

  get isFull(): boolean {
    return this.rows === this.capacity
  }

  /** Appends the rows `start` to `end` of another batch with the same extra columns. */
  append(from: RowBatch, start: number, end: number): void {
    assert(this.rows + end - start <= this.capacity, `${end - start} rows fit behind ${this.rows} of ${this.capacity}`)
    for (const [index, column] of this.columns.entries()) {
      column.set((from.columns[index] as Float64Array).subarray(start, end), this.rows)
    }
    this.rows += end - start
  }

  /** Writes one row over another of the same batch. */
  move(from: number, to: number): void {
    for (const column of this.columns) column[to] = column[from] as number
  }
}
