// FIA 3.4: how many orders a strategy sends in one instrument within a second, and all of them in the account, and how many it may try before it is stopped.

import type { Breach } from '../../model/breach.js'
import type { Denial } from '../../model/denial.js'
import type { OrderIntent } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import { type EpochMs, SECOND_MS } from '../../model/time.js'
import { RecentTimes } from '../../std/recent-times.js'
import { onlyReduces, triggeredBy } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import { BySeat } from '../by-seat.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'

interface Traffic {
  readonly sent: RecentTimes
  readonly tried: RecentTimes
  /** The strategy was stopped for what it tries now. */
  isOver: boolean
}

/** It counts every order that it is asked about and every one that was sent, each that an order triggers among them. What only reduces is counted, and let pass. */
export class MessageThrottle implements OrderListener {
  readonly #limit: RiskLimits['messages']
  readonly #facts: RiskFacts
  readonly #raise: (breach: Breach) => void
  readonly #traffic: BySeat<Traffic>
  /** What the account has sent; null where that is not limited. */
  readonly #account: RecentTimes | null

  constructor({ messages }: Pick<RiskLimits, 'messages'>, facts: RiskFacts, raise: (breach: Breach) => void) {
    this.#limit = messages
    this.#facts = facts
    this.#raise = raise
    const { reject, terminate, account } = typeof messages === 'object' && messages !== null ? messages : { reject: 1, terminate: 1 }
    const within = (count: number): RecentTimes => new RecentTimes(count, SECOND_MS)
    this.#traffic = new BySeat(() => ({ sent: within(reject), tried: within(terminate), isOver: false }))
    this.#account = isBound(account) ? within(account) : null
  }

  readonly control = (intent: OrderIntent): Denial | null => {
    const { strategy, instrument } = intent
    if (typeof this.#limit !== 'object' || this.#limit === null) return onlyReduces(intent) ? null : limitMissing('messages')
    const { reject, terminate, account } = this.#limit
    const { now } = this.#facts
    const traffic = this.#traffic.get(strategy, instrument)
    const orders = messagesOf(intent)
    this.#facts.notes?.note('messages', traffic.sent.within(now) + orders)
    const isRunaway = !traffic.tried.hasRoom(orders, now)
    noteAll(traffic.tried, orders, now)
    if (isRunaway && !traffic.isOver) this.#stop(strategy, instrument, terminate, now)
    traffic.isOver = isRunaway
    if (onlyReduces(intent)) return null
    if (isRunaway || !traffic.sent.hasRoom(orders, now))
      return { code: 'MESSAGE_RATE', context: { instrument, limit: isRunaway ? terminate : reject, window_s: 1 } }
    if (!isBound(account)) return account === 'unlimited' ? null : limitMissing('messages')
    return this.#account?.hasRoom(orders, now) === false
      ? { code: 'MESSAGE_RATE', context: { instrument, account_limit: account, window_s: 1 } }
      : null
  }

  sent(intent: OrderIntent, _isChange: boolean, time: EpochMs): void {
    if (typeof this.#limit !== 'object' || this.#limit === null) return
    const orders = messagesOf(intent)
    noteAll(this.#traffic.get(intent.strategy, intent.instrument).sent, orders, time)
    if (this.#account !== null) noteAll(this.#account, orders, time)
  }

  #stop(strategy: string, instrument: string, limit: number, time: EpochMs): void {
    this.#raise({ code: 'MESSAGE_RATE', severity: 'critical', strategy, instrument, time, context: { instrument, limit, window_s: 1 } })
  }
}

/** An order and each that it triggers; of an exit that triggers others, itself too. */
function messagesOf(intent: OrderIntent): number {
  return 1 + triggeredBy(intent).length
}

function noteAll(times: RecentTimes, orders: number, time: EpochMs): void {
  for (let k = 0; k < orders; k++) times.note(time)
}
