// SEC 15c3-5: the same order again within a moment is a mistake: same strategy, instrument, side, lots and price.

import type { Denial } from '../../model/denial.js'
import type { OrderIntent, OrderQuantity } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import { isSameTrail, limitOf, type OrderPrice, triggerOf } from '../../model/order-price.js'
import { type EpochMs, SECOND_MS } from '../../model/time.js'
import { onlyReduces } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import { BySeat } from '../by-seat.js'
import type { RiskLimits } from '../limits.js'
import { openingLegs } from '../opening-legs.js'
import type { RiskFacts } from '../risk-facts.js'

interface Sent {
  readonly intent: OrderIntent
  readonly time: EpochMs
}

/**
 * A change is compared with what was sent for other orders: that one order goes back to its old price is no duplicate. What an order triggers counts as
 * sent with it; what only reduces is no twin of anything.
 */
export class DuplicateOrders implements OrderListener {
  readonly #seconds: RiskLimits['duplicateSeconds']
  readonly #facts: RiskFacts
  /** What was sent within the window, and older ones that were not swept out yet. */
  readonly #sent = new BySeat<Sent[]>(() => [])

  constructor({ duplicateSeconds }: Pick<RiskLimits, 'duplicateSeconds'>, facts: RiskFacts) {
    this.#seconds = duplicateSeconds
    this.#facts = facts
  }

  readonly control = (intent: OrderIntent): Denial | null => {
    if (onlyReduces(intent)) return null
    if (!isBound(this.#seconds)) return limitMissing('duplicateSeconds')
    const { now, replaces } = this.#facts
    const since = now - this.#seconds * SECOND_MS
    const sent = this.#sent.get(intent.strategy, intent.instrument)
    const legs = openingLegs(intent)
    for (const leg of legs) {
      if (legs.length > 1 && legs.find((other) => isTwin(other, leg)) !== leg) return twin(leg, 0, this.#seconds)
      for (const { intent: before, time } of sent) {
        if (time <= since || !isTwin(before, leg)) continue
        if (replaces === null || !isSameKey(before, leg)) return twin(leg, now - time, this.#seconds)
      }
    }
    return null
  }

  sent(intent: OrderIntent, _isChange: boolean, time: EpochMs): void {
    if (!isBound(this.#seconds)) return
    const recent = this.#sent.get(intent.strategy, intent.instrument)
    const since = time - this.#seconds * SECOND_MS
    while (recent.length > 0 && (recent[0] as Sent).time <= since) recent.shift()
    for (const leg of openingLegs(intent)) recent.push({ intent: leg, time })
  }
}

function twin({ instrument, side }: OrderIntent, agoMs: number, windowS: number): Denial {
  return { code: 'DUPLICATE_ORDER', context: { instrument, side, ago_ms: agoMs, window_s: windowS } }
}

function isTwin(one: OrderIntent, other: OrderIntent): boolean {
  return one.side === other.side && isSameQuantity(one.quantity, other.quantity) && isSamePrice(one.price, other.price)
}

/** Of one key one order works: what goes out under it again takes its place. */
function isSameKey(one: OrderIntent, other: OrderIntent): boolean {
  return one.tag === other.tag && one.role === other.role
}

function isSameQuantity(one: OrderQuantity, other: OrderQuantity): boolean {
  return 'lots' in one ? 'lots' in other && one.lots === other.lots : 'notional' in other && one.notional === other.notional
}

function isSamePrice(one: OrderPrice, other: OrderPrice): boolean {
  if (one.type !== other.type || !Object.is(limitOf(one), limitOf(other)) || !Object.is(triggerOf(one), triggerOf(other))) return false
  return !('trail' in one && 'trail' in other) || isSameTrail(one.trail, other.trail)
}
