// The venue's own books: its executions as it made them, what works in it and what is held there, whatever was told of it.

import type { OrderEvent, Revision, Statement } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import type { EpochMs } from '../../model/time.js'
import type { SimulatedBroker } from './simulated-broker.js'

export class DropCopy {
  readonly #venue: Pick<SimulatedBroker, 'lots' | 'working'>
  readonly #executions: Fill[] = []
  readonly #revisions: Revision[] = []

  constructor(venue: Pick<SimulatedBroker, 'lots' | 'working'>) {
    this.#venue = venue
  }

  /** Notes what happened, before anybody is told. */
  note(event: OrderEvent): void {
    if (event.kind === 'filled') this.#executions.push(event.fill)
    if (event.kind === 'revised') this.#revisions.push(event)
  }

  statement(since: EpochMs): Statement {
    const first = this.#executions.findLastIndex(({ time }) => time < since) + 1
    return {
      lots: this.#venue.lots,
      working: this.#venue.working,
      executions: this.#executions.slice(first),
      revisions: this.#revisions.filter(({ time }) => time >= since),
    }
  }
}
