// Rows of numbers that are hashed as they come: nothing is allocated and nothing is asked for a value.

import { createHash } from 'node:crypto'
import type { TextCodes } from './text-codes.js'

/** Doubles that are hashed together. Many logs are of a few hundred, and each has a buffer of its own. */
const BUFFER = 1_024

/** A row has no more numbers than a double has bits: the first says which of them are there. */
export const MOST_IN_ROW = 53

/** What no number is written as, nor the first of a row: a zero has no sign here. */
const ABSENT = -0

/**
 * A sha256 over numbers that tell by themselves which come next: who writes says how many there are, or that one is not there, before what depends on it.
 * They go in as IEEE doubles, little end first as on the machines that Node runs on, with one zero and one NaN.
 */
export class NumberLog {
  readonly #hash = createHash('sha256')
  readonly #numbers = new Float64Array(BUFFER)
  #used = 0

  /** A row of up to `MOST_IN_ROW` numbers: one whose bits say which of them are not zero, then those. */
  row(rows: Float64Array, begin: number, end: number): void {
    if (this.#used + end - begin >= BUFFER) this.#flush()
    const numbers = this.#numbers
    let used = this.#used + 1
    let present = 0
    for (let at = begin, bit = 1; at < end; at++, bit *= 2) {
      const value = rows[at] as number
      if (value === 0) continue
      present += bit
      numbers[used++] = canonical(value)
    }
    numbers[this.#used] = present
    this.#used = used
  }

  number(value: number): void {
    this.#put(canonical(value))
  }

  /** A number that may not be there. */
  optional(value: number | null | undefined): void {
    this.#put(value === undefined || value === null ? ABSENT : canonical(value))
  }

  absent(): void {
    this.#put(ABSENT)
  }

  /** Hex sha256 of everything so far, and of the texts that numbers among it stand for; the log can go on. */
  digest(fields: readonly TextCodes[]): string {
    this.#flush()
    const hash = this.#hash.copy()
    for (const { texts } of fields) {
      hash.update('[')
      // One by one: a run may have said more than a string can hold.
      for (const text of texts) hash.update(JSON.stringify(text))
      hash.update(']')
    }
    return hash.digest('hex')
  }

  #put(value: number): void {
    if (this.#used === BUFFER) this.#flush()
    this.#numbers[this.#used++] = value
  }

  #flush(): void {
    if (this.#used > 0) this.#hash.update(this.#numbers.subarray(0, this.#used))
    this.#used = 0
  }
}

/** One zero and one NaN: their other bit patterns mean the same. */
function canonical(value: number): number {
  return Number.isNaN(value) ? Number.NaN : value + 0
}
