// Rows of a few numbers, one after the other: for what only some records have.

/** Rows in one block: they grow by blocks, so nothing is copied. */
const BLOCK = 2048
/** Most short runs have no more of them than these: the first block begins with so many. */
const FIRST = 64

export class NumberRows {
  readonly #width: number
  readonly #blocks: Float64Array[] = []
  #length = 0

  constructor(width: number) {
    this.#width = width
  }

  /** Adds a row of zeros and answers its number, counted from 0. */
  add(): number {
    if (this.#length === FIRST) this.#widen()
    else if (this.#length % BLOCK === 0) this.#blocks.push(new Float64Array(this.#width * (this.#length === 0 ? FIRST : BLOCK)))
    return this.#length++
  }

  /** The block that holds a row. */
  blockOf(row: number): Float64Array {
    return this.#blocks[Math.floor(row / BLOCK)] as Float64Array
  }

  /** Where a row begins in its block. */
  placeOf(row: number): number {
    return (row % BLOCK) * this.#width
  }

  #widen(): void {
    const block = new Float64Array(this.#width * BLOCK)
    block.set(this.#blocks[0] as Float64Array)
    this.#blocks[0] = block
  }
}
