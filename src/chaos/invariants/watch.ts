// The watch over one run: every invariant is asked after every event, and the first time that each does not hold is kept.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent, OrderEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { Check, Finding, Invariant, SentRequest, Trouble, Violation } from './invariant.js'

interface Watched {
  readonly id: string
  readonly check: Check
}

export class Watch {
  readonly violations: Violation[] = []
  readonly #invariants: readonly Invariant[]
  #watched: readonly Watched[] = []

  constructor(invariants: readonly Invariant[]) {
    this.#invariants = invariants
  }

  begin(run: RunInside, trouble: Trouble): void {
    this.#watched = this.#invariants.map(({ id, begin }) => ({ id, check: begin(run, trouble) }))
  }

  sent(request: SentRequest, time: EpochMs): void {
    this.#ask(time, (check) => check.sent?.(request, time))
  }

  told(event: OrderEvent, time: EpochMs): void {
    this.#ask(time, (check) => check.told?.(event, time))
  }

  afterEvent(event: BrokerEvent, time: EpochMs): void {
    this.#ask(time, (check) => check.afterEvent?.(event, time))
  }

  afterTime(time: EpochMs): void {
    this.#ask(time, (check) => check.afterTime?.(time))
  }

  atEnd(time: EpochMs): void {
    this.#ask(time, (check) => check.atEnd?.(time))
  }

  /** Who has found something is not asked again. */
  #ask(time: EpochMs, look: (check: Check) => Finding | undefined): void {
    for (const one of this.#watched) {
      const finding = look(one.check)
      if (finding === null || finding === undefined) continue
      this.violations.push({ invariant: one.id, time, ...finding })
      this.#watched = this.#watched.filter((other) => other !== one)
    }
  }
}
