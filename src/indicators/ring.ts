// The last values of a series in one fixed array: a new value takes the place of the oldest.

/** Laps between two refreshes: often enough to forget a freak value, rarely enough to cost nothing. */
export const LAPS_A_REFRESH = 16

export class Ring {
  /** In the order of the slots; oldest first at a refresh. */
  readonly values: Float64Array
  #slot = 0
  #filled = 0
  #laps = 0

  constructor(length: number) {
    this.values = new Float64Array(length)
  }

  get isFull(): boolean {
    return this.#filled === this.values.length
  }

  /** True after the push that ends every sixteenth lap: what is carried along the ring should be computed anew from `values`. */
  get isAtRefresh(): boolean {
    return this.#slot === 0 && this.#laps === 0
  }

  /** Stores a value and returns the one that it replaces: the oldest, or 0 while the ring fills. */
  push(value: number): number {
    const values = this.values
    const slot = this.#slot
    const oldest = values[slot] as number
    values[slot] = value
    if (this.#filled < values.length) this.#filled++
    this.#slot = slot + 1
    if (slot + 1 === values.length) this.#wrap()
    return oldest
  }

  #wrap(): void {
    this.#slot = 0
    this.#laps = (this.#laps + 1) % LAPS_A_REFRESH
  }
}
