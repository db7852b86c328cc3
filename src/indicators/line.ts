// A line is what a strategy reads of an indicator: its value now and before. It cannot be asked for the future.

/** Where a series stands: the index of the bar that was closed last. */
export interface Cursor {
  index: number
}

/** One line of an indicator at the bar that closed last: its value `now`, and those before. */
export class Line {
  readonly #values: Float64Array
  readonly #cursor: Cursor

  constructor(values: Float64Array, cursor: Cursor) {
    this.#values = values
    this.#cursor = cursor
  }

  /** The value at the bar that was closed last; NaN while warming up. */
  get now(): number {
    return this.#values[this.#cursor.index] as number
  }

  /** The value one bar before. */
  get previous(): number {
    const { index } = this.#cursor
    return index < 1 ? Number.NaN : (this.#values[index - 1] as number)
  }

  /** The value `bars` bars before the last closed one; NaN before the first. */
  ago(bars: number): number {
    if (bars < 0) throw new RangeError(`a line cannot be read ${-bars} bars ahead`)
    return this.#values[this.#cursor.index - bars] ?? Number.NaN
  }
}

/** `first` was at or below `second` one bar ago and is above it now. False while either is warming up. */
export function crossesAbove(first: Line, second: Line | number): boolean {
  if (typeof second === 'number') return first.previous <= second && first.now > second
  return first.previous <= second.previous && first.now > second.now
}

/** `first` was at or above `second` one bar ago and is below it now. False while either is warming up. */
export function crossesBelow(first: Line, second: Line | number): boolean {
  if (typeof second === 'number') return first.previous >= second && first.now < second
  return first.previous >= second.previous && first.now < second.now
}
