// The times of the last few events: whether there were so many within a window, and until when.

export class RecentTimes {
  readonly #times: Float64Array
  readonly #windowMs: number
  #next = 0

  /** `count` events within `windowMs`; the window is open at its old end. */
  constructor(count: number, windowMs: number) {
    this.#times = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.#windowMs = windowMs
  }

  /** Times come in their order; epoch ms. */
  note(time: number): void {
    this.#times[this.#next] = time
    this.#next = (this.#next + 1) % this.#times.length
  }

  /** From when on there is room for so many more at once, at least one; −Infinity where there is, Infinity where they are more than there may be. */
  freeAt(more: number): number {
    const { length } = this.#times
    return more > length ? Number.POSITIVE_INFINITY : (this.#times[(this.#next + more - 1) % length] as number) + this.#windowMs
  }

  /** How many of them lie in the window that ends at a time; never more than there may be. */
  within(time: number): number {
    const { length } = this.#times
    // From the last one back: what lies before one outside the window lies outside too.
    for (let count = 0; count < length; count++) {
      const one = this.#times[(this.#next - 1 - count + length) % length] as number
      if (time >= one + this.#windowMs) return count
    }
    return length
  }

  /** Whether so many more events at a time, at least one, leave the window with no more than there may be. */
  hasRoom(more: number, time: number): boolean {
    return time >= this.freeAt(more)
  }

  clear(): void {
    this.#times.fill(Number.NEGATIVE_INFINITY)
  }
}
