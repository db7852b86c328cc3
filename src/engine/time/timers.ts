// Timers that strategies asked for: the same name again replaces the earlier one.

import type { EpochMs } from '../../model/time.js'
import { formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { SimulatedClock } from '../clock.js'
import type { EngineEvent } from './engine-event.js'
import type { EventQueue } from './event-queue.js'
import { Rank } from './rank.js'

export class Timers {
  readonly #queue: EventQueue<EngineEvent>
  readonly #clock: SimulatedClock
  readonly #dueAt = new Map<string, EpochMs>()

  constructor(queue: EventQueue<EngineEvent>, clock: SimulatedClock) {
    this.#queue = queue
    this.#clock = clock
  }

  /** A timer is for a time to come: one at this very time would ring for ever. */
  schedule(strategy: number, name: string, at: EpochMs): void {
    if (!(at > this.#clock.now)) {
      throw new BenchError(
        'BAD_STRATEGY',
        `the timer '${name}' is set for ${Number.isFinite(at) ? formatTime(at) : at}, which is not to come`,
        'schedule a time after context.time',
      )
    }
    this.#dueAt.set(`${strategy}/${name}`, at)
    this.#queue.push(at, Rank.timer, { kind: 'timer', strategy, name })
  }

  /** Whether the timer is still set for this time; asking takes it. */
  isDue(strategy: number, name: string, time: EpochMs): boolean {
    const key = `${strategy}/${name}`
    return this.#dueAt.get(key) === time && this.#dueAt.delete(key)
  }
}
