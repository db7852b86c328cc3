// The times of the last few events: whether there were so many within a window.

import type { EpochMs } from '../model/time.js'

export class RecentTimes {
  readonly #times: Float64Array
  readonly #windowMs: number
  #next = 0

  /** `count` events within `windowMs`; the window is open at its old end. */
  constructor(count: number, windowMs: number) {
    this.#times = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.#windowMs = windowMs
  }

  note(time: EpochMs): void {
    this.#times[this.#next] = time
    this.#next = (this.#next + 1) % this.#times.length
  }

  /** Whether the window that ends at a time holds as many events as there may be. */
  isFull(time: EpochMs): boolean {
    return (this.#times[this.#next] as number) > time - this.#windowMs
  }

  clear(): void {
    this.#times.fill(Number.NEGATIVE_INFINITY)
  }
}
