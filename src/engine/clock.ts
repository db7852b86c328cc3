// The clock of a run. A backtest's moves with the events and never back; nothing else in the core knows what time it is.

import type { EpochMs } from '../model/time.js'
import { assert } from '../std/assert.js'

export class SimulatedClock {
  #now = Number.NEGATIVE_INFINITY

  /** The time of the event that is being handled; −Infinity before the first. */
  get now(): EpochMs {
    return this.#now
  }

  advance(time: EpochMs): void {
    assert(time >= this.#now, 'time never runs back')
    this.#now = time
  }
}
