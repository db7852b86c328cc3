// FIA 3.5: the account's own buy would meet its own sell: the newer one is denied.

import { type Order, type OrderIntent, type Side, sign } from '../../model/order.js'
import { isForClose, type OrderPrice } from '../../model/order-price.js'
import { assertNever } from '../../std/assert.js'
import { onlyReduces } from '../account-model.js'
import { limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'

/** Whatever strategies they are of, on one venue. A stop that has not triggered meets nobody. An exit goes out: leaving a position is worth more. */
export function selfMatch({ selfMatch: rule }: Pick<RiskLimits, 'selfMatch'>, facts: RiskFacts): Control | null {
  if (rule === 'unlimited') return null
  return (intent, { referencePrice }, { id }) => {
    if (onlyReduces(intent)) return null
    if (rule !== 'deny') return limitMissing('selfMatch')
    for (const { orders } of facts.working(id)) {
      for (const order of orders) {
        if (order === facts.replaces || order.intent.side === intent.side || !meets(intent, order, referencePrice)) continue
        return {
          code: 'SELF_MATCH',
          context: { instrument: id, with: order.clientOrderId, strategy: order.intent.strategy },
        }
      }
    }
    return null
  }
}

/** Whether the prices cross, as far as the mark tells. */
function meets({ price, side }: OrderIntent, order: Order, mark: number): boolean {
  if (isAsleep(order) || meetAtOtherTimes(price, order.price)) return false
  const own = standsAt(price, side, mark, false)
  const other = standsAt(order.price, order.intent.side, mark, order.status === 'triggered')
  return sign(side) * (own - other) >= 0
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
      return isTriggered || isReached(price.trigger, mark, sign(side)) ? mark : Number.NaN
    case 'stop-limit':
      return isTriggered || isReached(price.trigger, mark, sign(side)) ? price.limit : Number.NaN
    case 'trailing-stop-limit':
      return isTriggered ? (price.trigger ?? mark) + sign(side) * price.offset : Number.NaN
    case 'market-if-touched':
      return isTriggered || isReached(price.trigger, mark, -sign(side)) ? mark : Number.NaN
    case 'limit-if-touched':
      return isTriggered || isReached(price.trigger, mark, -sign(side)) ? price.limit : Number.NaN
    case 'relative':
      // It stands beside the quote and waits there.
      return Number.NaN
    default:
      return assertNever(price)
  }
}

function isReached(trigger: number | null, mark: number, direction: number): boolean {
  return trigger !== null && direction * (mark - trigger) >= 0
}
