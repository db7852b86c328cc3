// FIA 3.5: the account's own buy would meet its own sell: the newer one is denied.

import { type Order, type OrderIntent, opposite, type Side, sign } from '../../model/order.js'
import { isForClose, isTriggeredAt, type OrderPrice } from '../../model/order-price.js'
import { assertNever } from '../../std/assert.js'
import { onlyReduces } from '../account-model.js'
import { limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import { openingLegs } from '../opening-legs.js'
import type { RiskFacts } from '../risk-facts.js'

/**
 * Whatever strategies they are of, on one venue. A stop that has not triggered meets nobody. An exit goes out: leaving a position is worth more. What an
 * order triggers is held to it as if it came now, beside the others that wake with it too.
 */
export function selfMatch({ selfMatch: rule }: Pick<RiskLimits, 'selfMatch'>, facts: RiskFacts): Control | null {
  if (rule === 'unlimited') return null
  return (intent, { referencePrice }, { id }) => {
    if (onlyReduces(intent)) return null
    if (rule !== 'deny') return limitMissing('selfMatch')
    const legs = openingLegs(intent)
    for (const { orders } of facts.working(id)) {
      for (const order of orders) {
        if (order === facts.replaces || !anyMeets(legs, order, referencePrice)) continue
        return { code: 'SELF_MATCH', context: { instrument: id, with: order.clientOrderId, strategy: order.intent.strategy } }
      }
    }
    return legs.length > 1 && meetEachOther(legs, referencePrice)
      ? { code: 'SELF_MATCH', context: { instrument: id, with: 'triggered', strategy: intent.strategy } }
      : null
  }
}

/** Whether the prices cross of any leg and an order, as far as the mark tells. */
function anyMeets(legs: readonly OrderIntent[], order: Order, mark: number): boolean {
  if (isAsleep(order)) return false
  for (const leg of legs) {
    if (leg.side !== order.intent.side && cross(leg, order.price, mark, order.status === 'triggered')) return true
  }
  return false
}

/** Orders that one order triggers wake at the same time. */
function meetEachOther(legs: readonly OrderIntent[], mark: number): boolean {
  const triggered = legs.filter(({ role }) => role === 'triggered')
  return triggered.some((leg, at) =>
    triggered.slice(at + 1).some((other) => leg.side !== other.side && cross(leg, other.price, mark, false)),
  )
}

/** `other` is the price of an order on the other side. */
function cross({ price, side }: OrderIntent, other: OrderPrice, mark: number, isTriggered: boolean): boolean {
  if (meetAtOtherTimes(price, other)) return false
  const apart = standsAt(price, side, mark, false) - standsAt(other, opposite(side), mark, isTriggered)
  return sign(side) * apart >= 0
}

/** A child whose parent has not filled. */
function isAsleep({ parentId, quantity }: Order): boolean {
  return parentId !== null && quantity === 0
}

/** An order at market is gone when the closing auction comes. */
function meetAtOtherTimes(one: OrderPrice, other: OrderPrice): boolean {
  return (one.type === 'market' && isForClose(other)) || (other.type === 'market' && isForClose(one))
}

/** The price at which an order would trade: its limit, the mark at market, NaN while it waits for another price first. */
function standsAt(price: OrderPrice, side: Side, mark: number, isTriggered: boolean): number {
  switch (price.type) {
    case 'market':
    case 'market-on-close':
      return mark
    case 'limit':
    case 'limit-on-close':
      return price.limit
    case 'stop':
    case 'trailing-stop':
    case 'market-if-touched':
      return isTriggered || isTriggeredAt(price, sign(side), mark) ? mark : Number.NaN
    case 'stop-limit':
    case 'limit-if-touched':
      return isTriggered || isTriggeredAt(price, sign(side), mark) ? price.limit : Number.NaN
    case 'trailing-stop-limit':
      return isTriggered ? (price.trigger ?? mark) + sign(side) * price.offset : Number.NaN
    case 'relative':
      // It stands beside the quote and waits there.
      return Number.NaN
    default:
      return assertNever(price)
  }
}
