// What became of each decision: the denials of a run, and its log.

import type { JudgedFacts, SizeCut } from '../../model/decision.js'
import type { Denial, DenialRecord } from '../../model/denial.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { Signal } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import type { AccountState } from '../../risk/control.js'
import type { RunFacts } from '../exposure/risk-facts.js'
import { judgedFacts } from '../records/judged-facts.js'
import type { RunLog } from '../records/run-log.js'
import type { Seat } from '../seats/seat.js'

/** What became of a decision: the log keeps it. */
export interface Outcome {
  readonly verdict: string
  readonly intent?: OrderIntent | null | undefined
  /** The order that stands for it now. */
  readonly order?: Order | undefined
  /** Ids of other orders that it is about. */
  readonly others?: readonly number[] | undefined
  readonly account?: AccountState | undefined
  readonly cut?: SizeCut | undefined
}

export class Outcomes {
  readonly denials: DenialRecord[] = []
  readonly #log: RunLog
  readonly #facts: RunFacts | null

  /** What limits are held against is kept with each decision; null where there is no limit. */
  constructor(log: RunLog, facts: RunFacts | null) {
    this.#log = log
    this.#facts = facts
  }

  /** Keeps a denial and logs it. */
  deny(seat: Seat, signal: Signal, time: EpochMs, denial: Denial, outcome: Omit<Outcome, 'verdict'> = {}): null {
    const { code, context } = denial
    this.denials.push({ code, context, time, strategy: seat.strategy, instrument: seat.instrument.id })
    this.log(seat, signal, time, { verdict: denial.code, ...outcome })
    return null
  }

  /** Answers the sequence of the decision. */
  log(seat: Seat, signal: Signal, time: EpochMs, { verdict, intent, order, others, account, cut }: Outcome): number {
    // Of the decision that they were taken for, and of no later one at this seat.
    const judged = seat.notes?.judged
    seat.notes = null
    return this.#log.decision({
      time,
      strategy: seat.strategy,
      instrument: seat.instrument.id,
      signal,
      intent: intent ?? null,
      verdict,
      orderId: order?.clientOrderId ?? null,
      others,
      mark: seat.mark,
      position: seat.position.quantity,
      account: account ?? null,
      facts: account === undefined ? undefined : this.#judged(seat),
      cut,
      judged,
    })
  }

  /** What limits were held against, for the log to keep. */
  #judged({ instrument }: Seat): JudgedFacts | undefined {
    return this.#facts === null || !this.#log.keepsDecisions ? undefined : judgedFacts(this.#facts, instrument.id)
  }
}

/** What a decision about several orders is about. */
export function about([order, ...others]: readonly Order[]): Pick<Outcome, 'order' | 'others'> {
  return { order, others: others.length === 0 ? undefined : others.map(({ clientOrderId }) => clientOrderId) }
}
