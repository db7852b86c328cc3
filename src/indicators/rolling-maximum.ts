// The largest of the last values of a series, in constant amortised time: candidates in falling order, the oldest in front.

/** A value can only become the largest while no later one is as large, so the others are dropped when that one arrives. */
export class RollingMaximum {
  readonly #length: number
  readonly #mask: number
  readonly #values: Float64Array
  readonly #times: Float64Array
  #front = 0
  #back = 0
  #time = 0

  constructor(length: number) {
    const capacity = 2 ** Math.ceil(Math.log2(length + 1))
    this.#length = length
    this.#mask = capacity - 1
    this.#values = new Float64Array(capacity)
    this.#times = new Float64Array(capacity)
  }

  /** Takes a value and returns the largest of the window; NaN until the window is full. */
  push(value: number): number {
    const values = this.#values
    const mask = this.#mask
    let back = this.#back
    while (back !== this.#front && (values[(back - 1) & mask] as number) <= value) back = (back - 1) & mask
    values[back] = value
    this.#times[back] = this.#time
    this.#back = (back + 1) & mask
    if ((this.#times[this.#front] as number) <= this.#time - this.#length) this.#front = (this.#front + 1) & mask
    this.#time++
    return this.#time >= this.#length ? (values[this.#front] as number) : Number.NaN
  }
}
