// Rows as a file states them: numbers are read, times are not yet placed in a zone or session.

/**
 * What a time stands for: `date` is a day, `wall` a clock without a zone (both as the epoch ms at which a clock in UTC would show it), `instant` is
 * epoch ms.
 */
export type TimeKind = 'date' | 'wall' | 'instant'

/** A batch of sound rows. Columns are parallel and may be longer than `rows`. */
export interface RawBars {
  readonly rows: number
  readonly timeKind: TimeKind
  /** Where each row is in its file, counted from 1. */
  readonly line: Float64Array
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** Rows in a batch: enough to read a timeframe off the first one. */
const batchRows = 65_536

/** A file while it is read. */
export interface RawFile {
  /** Things to tell the user, such as columns that were left out. */
  readonly notes: readonly string[]
  readonly bytes: number
  readonly batches: AsyncIterable<RawBars>
  /** Hex sha256 of the file; known once all batches were read. */
  sha256(): Promise<string>
}

/** Room for one batch. */
export class RawBatch {
  rows = 0
  readonly line = new Float64Array(batchRows)
  readonly time = new Float64Array(batchRows)
  readonly open = new Float64Array(batchRows)
  readonly high = new Float64Array(batchRows)
  readonly low = new Float64Array(batchRows)
  readonly close = new Float64Array(batchRows)
  readonly volume = new Float64Array(batchRows)
  readonly timeKind: TimeKind

  constructor(timeKind: TimeKind) {
    this.timeKind = timeKind
  }

  get isFull(): boolean {
    return this.rows === batchRows
  }
}
