// The venue's own books: its executions as it made them, what works in it and what is held there, whatever was told of it.

import type { OrderEvent, Revision, Statement } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import type { EpochMs } from '../../model/time.js'
import type { SimulatedBroker } from './simulated-broker.js'

export class DropCopy {
  readonly #venue: Pick<SimulatedBroker, 'lots' | 'working'>
  readonly #executions: Fill[] = []
  readonly #revisions: Revision[] = []
  /** Where the executions begin that were stated last: the venue makes them in the order of time. */
  #first = 0
  /** What was stated last; it is stated again for as long as nothing comes to it or falls out of it. */
  #stated: { readonly first: number; readonly executions: readonly Fill[] } = { first: 0, executions: [] }

  constructor(venue: Pick<SimulatedBroker, 'lots' | 'working'>) {
    this.#venue = venue
  }

  /** Notes what happened, before anybody is told. */
  note(event: OrderEvent): void {
    if (event.kind === 'filled') this.#executions.push(event.fill)
    if (event.kind === 'revised') this.#revisions.push(event)
  }

  statement(since: EpochMs): Statement {
    return {
      lots: this.#venue.lots,
      working: this.#venue.working,
      executions: this.#madeSince(since),
      revisions: this.#revisions.length === 0 ? none : this.#revisions.filter(({ time }) => time >= since),
    }
  }

  #madeSince(since: EpochMs): readonly Fill[] {
    const first = this.#firstSince(since)
    const { executions } = this.#stated
    if (this.#stated.first === first && executions.length === this.#executions.length - first) return executions
    this.#stated = { first, executions: this.#executions.slice(first) }
    return this.#stated.executions
  }

  /** Statements follow each other closely: it is near the one before. */
  #firstSince(since: EpochMs): number {
    const made = this.#executions
    while (this.#first > 0 && (made[this.#first - 1] as Fill).time >= since) this.#first--
    while (this.#first < made.length && (made[this.#first] as Fill).time < since) this.#first++
    return this.#first
  }
}

const none: readonly Revision[] = []
