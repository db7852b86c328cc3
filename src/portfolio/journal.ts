// The ledger's journal as rows of numbers: a run has millions of entries, and each is written without making an object.

import type { Micros } from '../model/money.js'
import type { EpochMs } from '../model/time.js'
import { FEW } from '../std/packed-codes.js'

/** One entry as it was written; what `a`, `b` and `c` are depends on its cause. */
export interface JournalRow {
  readonly time: EpochMs
  readonly cause: number
  readonly currency: number
  readonly reference: number
  readonly a: Micros
  readonly b: Micros
  readonly c: Micros
}

/** Time; reference, currency and cause in one double; `a`, `b`, `c`. */
const WIDTH = 5

/** More than there are currencies in the world. It leaves a reference, which counts fills or instruments, 38 bits. */
const CURRENCIES = 512

/** Rows in one block: the journal grows by blocks, so nothing is copied. The first is small: most runs have few entries. */
const BLOCK = 2048
const FIRST_BLOCK = 64

export class Journal {
  readonly #blocks: Float64Array[] = []
  #last: Float64Array = new Float64Array(0)
  #used = 0

  append(time: EpochMs, cause: number, currency: number, reference: number, a: Micros, b: Micros, c: Micros): void {
    if (this.#used === this.#last.length) this.#grow()
    const rows = this.#last
    const at = this.#used
    rows[at] = time
    rows[at + 1] = (reference * CURRENCIES + currency) * FEW + cause
    rows[at + 2] = a
    rows[at + 3] = b
    rows[at + 4] = c
    this.#used = at + WIDTH
  }

  *rows(): Iterable<JournalRow> {
    for (const block of this.#blocks) {
      const end = block === this.#last ? this.#used : block.length
      for (let at = 0; at < end; at += WIDTH) yield rowAt(block, at)
    }
  }

  #grow(): void {
    this.#last = new Float64Array(WIDTH * (this.#blocks.length === 0 ? FIRST_BLOCK : BLOCK))
    this.#blocks.push(this.#last)
    this.#used = 0
  }
}

function rowAt(block: Float64Array, at: number): JournalRow {
  const number = (column: number): number => block[at + column] as number
  const what = number(1)
  const about = Math.floor(what / FEW)
  return {
    time: number(0),
    cause: what % FEW,
    currency: about % CURRENCIES,
    reference: Math.floor(about / CURRENCIES),
    a: number(2),
    b: number(3),
    c: number(4),
  }
}
