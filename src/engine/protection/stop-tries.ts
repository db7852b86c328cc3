// Stops that the broker does not take, or ends as soon as they are sent: what it holds may not be what we think it does, so it is asked a few times and not for ever.

import { type EpochMs, MINUTE_MS } from '../../model/time.js'

const MOST_TRIES = 3

/** A stop that lived longer was taken. */
const AT_ONCE_MS = MINUTE_MS

export class StopTries {
  #id = 0
  #sentAt: EpochMs = Number.NEGATIVE_INFINITY
  #count = 0
  /** Whether anybody was told that they are over. */
  isTold = false

  /** Whether none is sent any more until positions that differed agree, the line is up again, or the position changes. */
  get areOver(): boolean {
    return this.#count >= MOST_TRIES
  }

  sent(id: number, time: EpochMs): void {
    this.#id = id
    this.#sentAt = time
  }

  /** The broker rejected or ended an order; answers whether it was the stop that had just been sent. */
  ended(id: number, time: EpochMs): boolean {
    if (id !== this.#id || time - this.#sentAt > AT_ONCE_MS) return false
    this.#count++
    return true
  }

  /** The position changed: nothing is known of the next stop. */
  begin(): void {
    this.#count = 0
    this.isTold = false
  }

  /** The books agree again, or the line is up: it is worth another try. */
  again(): void {
    this.#count = Math.min(this.#count, MOST_TRIES - 1)
  }
}
