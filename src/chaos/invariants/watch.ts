// The watch over one run: every invariant is asked after every event, and the first time that each does not hold is kept.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent, OrderEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { Check, Finding, Invariant, SentRequest, Trouble, Violation } from './invariant.js'
import type { InvariantId } from './invariant-id.js'

interface Watched {
  readonly id: InvariantId
  readonly check: Check
}

/** What a check may be asked. */
const questions = ['sent', 'told', 'afterEvent', 'afterTime', 'atEnd'] as const satisfies readonly (keyof Check)[]

/** Who is asked it: no time goes to checks that do not look. */
type Asked = Readonly<Record<(typeof questions)[number], readonly Watched[]>>

export class Watch {
  readonly violations: Violation[] = []
  readonly #invariants: readonly Invariant[]
  #watched: readonly Watched[] = []
  #asked = askedOf([])

  constructor(invariants: readonly Invariant[]) {
    this.#invariants = invariants
  }

  begin(run: RunInside, trouble: Trouble): void {
    this.#watch(this.#invariants.map(({ id, begin }) => ({ id, check: begin(run, trouble) })))
  }

  sent(request: SentRequest, time: EpochMs): void {
    for (const one of this.#asked.sent) this.#keep(one, one.check.sent?.(request, time), time)
  }

  told(event: OrderEvent, time: EpochMs): void {
    for (const one of this.#asked.told) this.#keep(one, one.check.told?.(event, time), time)
  }

  afterEvent(event: BrokerEvent, time: EpochMs): void {
    for (const one of this.#asked.afterEvent) this.#keep(one, one.check.afterEvent?.(event, time), time)
  }

  afterTime(time: EpochMs): void {
    for (const one of this.#asked.afterTime) this.#keep(one, one.check.afterTime?.(time), time)
  }

  atEnd(time: EpochMs): void {
    for (const one of this.#asked.atEnd) this.#keep(one, one.check.atEnd?.(time), time)
  }

  /** Who has found something is not asked again. */
  #keep(one: Watched, finding: Finding | undefined, time: EpochMs): void {
    if (finding === null || finding === undefined) return
    this.violations.push({ invariant: one.id, time, ...finding })
    this.#watch(this.#watched.filter((other) => other !== one))
  }

  #watch(watched: readonly Watched[]): void {
    this.#watched = watched
    this.#asked = askedOf(watched)
  }
}

function askedOf(watched: readonly Watched[]): Asked {
  const of = questions.map((question) => [question, watched.filter(({ check }) => check[question] !== undefined)])
  return Object.fromEntries(of) as Asked
}
