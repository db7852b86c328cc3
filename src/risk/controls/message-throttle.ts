// FIA 3.4: how many orders a strategy sends in one instrument within a second, and how many it may try to send before it is stopped.

import type { Breach } from '../../model/breach.js'
import type { Denial } from '../../model/denial.js'
import type { OrderIntent } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import { type EpochMs, SECOND_MS } from '../../model/time.js'
import { onlyReduces } from '../account-model.js'
import { limitMissing } from '../bound.js'
import { BySeat } from '../by-seat.js'
import type { RiskLimits } from '../limits.js'
import { RecentTimes } from '../recent-times.js'
import type { RiskFacts } from '../risk-facts.js'

interface Traffic {
  readonly sent: RecentTimes
  readonly tried: RecentTimes
}

/** It counts every order that it is asked about and every one that was sent. What only reduces is counted, and let pass. */
export class MessageThrottle implements OrderListener {
  readonly #limit: RiskLimits['messages']
  readonly #facts: RiskFacts
  readonly #raise: (breach: Breach) => void
  readonly #traffic: BySeat<Traffic>

  constructor({ messages }: Pick<RiskLimits, 'messages'>, facts: RiskFacts, raise: (breach: Breach) => void) {
    this.#limit = messages
    this.#facts = facts
    this.#raise = raise
    const { reject, terminate } = typeof messages === 'object' && messages !== null ? messages : { reject: 1, terminate: 1 }
    this.#traffic = new BySeat(() => ({ sent: new RecentTimes(reject, SECOND_MS), tried: new RecentTimes(terminate, SECOND_MS) }))
  }

  readonly control = (intent: OrderIntent): Denial | null => {
    const { strategy, instrument } = intent
    if (typeof this.#limit !== 'object' || this.#limit === null) return onlyReduces(intent) ? null : limitMissing('messages')
    const { reject, terminate } = this.#limit
    const { now } = this.#facts
    const { sent, tried } = this.#traffic.get(strategy, instrument)
    const isRunaway = tried.isFull(now)
    tried.note(now)
    if (isRunaway) this.#stop(strategy, instrument, terminate, now)
    if (onlyReduces(intent) || !(isRunaway || sent.isFull(now))) return null
    return { code: 'MESSAGE_RATE', context: { instrument, limit: isRunaway ? terminate : reject, window_s: 1 } }
  }

  sent({ strategy, instrument }: OrderIntent, _isChange: boolean, time: EpochMs): void {
    if (typeof this.#limit === 'object' && this.#limit !== null) this.#traffic.get(strategy, instrument).sent.note(time)
  }

  #stop(strategy: string, instrument: string, limit: number, time: EpochMs): void {
    this.#raise({ code: 'MESSAGE_RATE', severity: 'critical', strategy, instrument, time, context: { instrument, limit, window_s: 1 } })
  }
}
