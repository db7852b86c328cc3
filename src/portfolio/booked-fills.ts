// Which fills count: each execution once, by its id; the latest correction of it, and not at all after a bust. Bookings are numbered as they come.

import type { Fill } from '../model/fill.js'
import { fail } from '../std/assert.js'

const UNSEEN = 0
const VOID = -1

/** What was booked for a fill, and the number of that booking. */
export interface Booking {
  readonly fill: Fill
  readonly sequence: number
}

export class BookedFills {
  /** By fill id, which venues count up from 1: the number of its booking. */
  #sequences = new Int32Array(1024)
  /** What was booked in the place of a fill. */
  readonly #corrections = new Map<number, Fill>()
  #count = 0

  /** The number of a booking that is no fill of a venue. */
  next(): number {
    return ++this.#count
  }

  /** Notes a fill and answers the number of its booking; 0 where its id was noted before. */
  note(fillId: number): number {
    if (!(Number.isInteger(fillId) && fillId >= 0)) fail(`a fill has a whole number as its id, not ${fillId}`)
    if (fillId >= this.#sequences.length) this.#grow(fillId)
    if (this.#sequences[fillId] !== UNSEEN) return 0
    this.#sequences[fillId] = ++this.#count
    return this.#count
  }

  /** Notes a bust; answers what is to be taken back, if anything. */
  void(fill: Fill): Booking | null {
    return this.#turn(fill, VOID)
  }

  /** Notes a correction under the number of its booking. What stood before it is taken back first: `void` answers it. */
  correct(fill: Fill, becomes: Fill): number {
    this.#turn(fill, ++this.#count)
    this.#corrections.set(fill.fillId, becomes)
    return this.#count
  }

  #turn(fill: Fill, sequence: number): Booking | null {
    const { fillId } = fill
    if (fillId >= this.#sequences.length) this.#grow(fillId)
    const before = this.#sequences[fillId] as number
    this.#sequences[fillId] = sequence
    return before > UNSEEN ? { fill: this.#corrections.get(fillId) ?? fill, sequence: before } : null
  }

  #grow(fillId: number): void {
    const wider = new Int32Array(Math.max(fillId + 1, this.#sequences.length * 2))
    wider.set(this.#sequences)
    this.#sequences = wider
  }
}
