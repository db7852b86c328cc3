// Timers that strategies asked for: the same name again replaces the earlier one.

import type { EpochMs } from '../../model/time.js'
import type { EngineEvent } from './engine-event.js'
import type { EventQueue } from './event-queue.js'
import { Rank } from './rank.js'

export class Timers {
  readonly #queue: EventQueue<EngineEvent>
  readonly #dueAt = new Map<string, EpochMs>()

  constructor(queue: EventQueue<EngineEvent>) {
    this.#queue = queue
  }

  /** A timer for a time to come, as hosts have checked. */
  schedule(strategy: number, name: string, at: EpochMs): void {
    this.#dueAt.set(`${strategy}/${name}`, at)
    this.#queue.push(at, Rank.timer, { kind: 'timer', strategy, name })
  }

  /** Whether the timer is still set for this time; asking takes it. */
  isDue(strategy: number, name: string, time: EpochMs): boolean {
    const key = `${strategy}/${name}`
    return this.#dueAt.get(key) === time && this.#dueAt.delete(key)
  }
}
