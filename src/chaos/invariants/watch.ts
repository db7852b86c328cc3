// The watch over one run: every invariant is asked after every event, and the first time that each does not hold is kept.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { Check, Finding, Invariant, SentRequest, Violation } from './invariant.js'

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

  begin(run: RunInside): void {
    this.#watched = this.#invariants.map(({ id, begin }) => ({ id, check: begin(run) }))
  }

  sent(request: SentRequest, time: EpochMs): void {
    this.#ask(time, (check) => check.sent?.(request, time))
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

  #ask(time: EpochMs, look: (check: Check) => Finding | undefined): void {
    for (const { id, check } of this.#watched) {
      const finding = look(check)
      if (finding === null || finding === undefined || this.violations.some(({ invariant }) => invariant === id)) continue
      this.violations.push({ invariant: id, time, ...finding })
    }
  }
}
