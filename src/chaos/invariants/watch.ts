// The watch over one run: every invariant is asked after every event, and the first time that each does not hold is kept.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent, OrderEvent } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import { Books } from './books.js'
import type { Check, Finding, Invariant, Trouble, Violation } from './invariant.js'
import type { InvariantId } from './invariant-id.js'
import type { SentRequest } from './sent-request.js'

interface Watched {
  readonly id: InvariantId
  readonly check: Check
}

/** Who answers a question, and with what: no time goes to checks that do not look. */
interface Asked<Question extends keyof Check> {
  readonly one: Watched
  readonly ask: NonNullable<Check[Question]>
}

type AllAsked = { readonly [Question in keyof Check]-?: readonly Asked<Question>[] }

export class Watch {
  readonly violations: Violation[] = []
  readonly #invariants: readonly Invariant[]
  /** Null before it begins, and where nobody looks. */
  #books: Books | null = null
  #watched: readonly Watched[] = []
  #asked = allAsked([])

  constructor(invariants: readonly Invariant[]) {
    this.#invariants = invariants
  }

  begin(run: RunInside, trouble: Trouble): void {
    if (this.#invariants.length === 0) return
    const books = new Books(run)
    this.#books = books
    this.#watch(this.#invariants.map(({ id, begin }) => ({ id, check: begin(run, books, trouble) })))
  }

  sent(request: SentRequest, time: EpochMs): void {
    for (const { ask } of this.#asked.beforeSent) ask(request, time)
    this.#books?.sent(request, time)
    for (const { one, ask } of this.#asked.sent) this.#keep(one, ask(request, time), time)
  }

  told(event: OrderEvent, time: EpochMs): void {
    for (const { ask } of this.#asked.beforeTold) ask(event)
    this.#books?.told(event)
    for (const { one, ask } of this.#asked.told) this.#keep(one, ask(event, time), time)
  }

  afterEvent(event: BrokerEvent, time: EpochMs): void {
    for (const { ask } of this.#asked.beforeEvent) ask(event, time)
    this.#books?.heard(event, time)
    for (const { one, ask } of this.#asked.afterEvent) this.#keep(one, ask(event, time), time)
  }

  afterTime(time: EpochMs): void {
    for (const { one, ask } of this.#asked.afterTime) this.#keep(one, ask(time), time)
  }

  atEnd(time: EpochMs): void {
    for (const { one, ask } of this.#asked.atEnd) this.#keep(one, ask(time), time)
  }

  /** Who has found something is not asked again. */
  #keep(one: Watched, finding: Finding, time: EpochMs): void {
    if (finding === null) return
    this.violations.push({ invariant: one.id, time, ...finding })
    this.#watch(this.#watched.filter((other) => other !== one))
  }

  #watch(watched: readonly Watched[]): void {
    this.#watched = watched
    this.#asked = allAsked(watched)
  }
}

function allAsked(watched: readonly Watched[]): AllAsked {
  return {
    beforeSent: asked('beforeSent', watched),
    sent: asked('sent', watched),
    beforeTold: asked('beforeTold', watched),
    told: asked('told', watched),
    beforeEvent: asked('beforeEvent', watched),
    afterEvent: asked('afterEvent', watched),
    afterTime: asked('afterTime', watched),
    atEnd: asked('atEnd', watched),
  }
}

function asked<Question extends keyof Check>(question: Question, watched: readonly Watched[]): readonly Asked<Question>[] {
  return watched.flatMap((one) => {
    const ask = one.check[question]
    return ask === undefined ? [] : [{ one, ask: ask as NonNullable<Check[Question]> }]
  })
}
