// A line over splits: what a strategy reads of an indicator, now and before, stands in the shares of today.

import { type Cursor, Line } from './line.js'

/** Where a series stands, and how many of its splits have come. */
export interface SplitCursor extends Cursor {
  readonly splits: number
}

/**
 * Each stretch between two splits has a column of its own: the indicator over all bars up to the end of it, in the prices of its shares. Values on both
 * sides of a split compare, and one from before reads as if it had been reckoned after.
 */
export class SplitLine extends Line {
  readonly #columns: readonly Float64Array[]
  readonly #cursor: SplitCursor

  constructor(columns: readonly Float64Array[], cursor: SplitCursor) {
    super(columns[0] as Float64Array, cursor)
    this.#columns = columns
    this.#cursor = cursor
  }

  override get now(): number {
    return this.#values[this.#cursor.index] as number
  }

  override get previous(): number {
    const { index } = this.#cursor
    return index < 1 ? Number.NaN : (this.#values[index - 1] as number)
  }

  override ago(bars: number): number {
    if (bars < 0) throw new RangeError(`a line cannot be read ${-bars} bars ahead`)
    return this.#values[this.#cursor.index - bars] ?? Number.NaN
  }

  get #values(): Float64Array {
    return this.#columns[this.#cursor.splits] as Float64Array
  }
}
