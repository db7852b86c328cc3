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

  /** When the first of them leaves the window, so that there is room for one more; −Infinity while there are fewer. */
  get freeAt(): number {
    return (this.#times[this.#next] as number) + this.#windowMs
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

  /** Whether the window that ends at a time holds as many events as there may be. */
  isFull(time: number): boolean {
    return !this.hasRoom(1, time)
  }

  /** Whether so many more events at a time, at least one, leave the window with no more than there may be. */
  hasRoom(more: number, time: number): boolean {
    const { length } = this.#times
    return more <= length && time >= (this.#times[(this.#next + more - 1) % length] as number) + this.#windowMs
  }

  clear(): void {
    this.#times.fill(Number.NEGATIVE_INFINITY)
  }
}
