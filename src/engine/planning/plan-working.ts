// Working orders as signals name them: by tag and role, to be changed, canceled or replaced.

import type { Denial } from '../../model/denial.js'
import { isTerminal, type Order, type OrderRole } from '../../model/order.js'
import { type OrderPrice, withPrices } from '../../model/order-price.js'
import type { Amend, Cancel } from '../../model/signal.js'
import { onTick } from '../../model/tick-rounding.js'
import type { Seat } from '../seats/seat.js'

export interface AmendPlan {
  readonly kind: 'amend'
  readonly order: Order
  readonly price: OrderPrice
}

export interface CancelPlan {
  readonly kind: 'cancel'
  readonly orders: readonly Order[]
}

export interface DenyPlan {
  readonly kind: 'deny'
  readonly denial: Denial
}

/**
 * Changes the first working order under the tag that has the price which is given: an entry or exit, else the protection of a position, so that `trigger`
 * moves a stop and `limit` a target, else what an order has triggered. A stop that has met its trigger has no price left.
 */
export function planAmend(signal: Amend, seat: Seat): AmendPlan | DenyPlan {
  const tag = signal.tag ?? ''
  const takes = ({ price, status }: Order): boolean =>
    (signal.limit === undefined || 'limit' in price) &&
    (signal.trigger === undefined || ('trigger' in price && !(status === 'triggered' && !('limit' in price))))
  const candidates = seat.desk.orders.filter((order) => !isEnding(order) && order.intent.tag === tag && takes(order))
  const awake = candidates.filter(({ parentId, quantity }) => parentId === null || quantity > 0)
  const order = awake.find(({ parentId }) => parentId === null) ?? awake.find(({ intent: { role } }) => role !== 'triggered') ?? awake[0]
  if (order === undefined) {
    const prices = [signal.limit === undefined ? [] : ['limit'], signal.trigger === undefined ? [] : ['trigger']].flat().join(' and ')
    return { kind: 'deny', denial: { code: 'NOTHING_TO_AMEND', context: { instrument: seat.instrument.id, tag, price: prices } } }
  }
  return { kind: 'amend', order, price: onTick(withPrices(order.price, signal), order.intent.side, seat.instrument) }
}

/**
 * Cancels entries, exits, rebalances and what they have triggered, never protection, and never what the broker does: a position does not lose its stop by a
 * `cancel()`.
 */
export function planCancel({ tag }: Cancel, { desk }: Seat): CancelPlan {
  const { orders } = desk
  return {
    kind: 'cancel',
    orders: orders.filter((order) => isCancelable(order, orders) && (tag === undefined || order.intent.tag === tag)),
  }
}

/** What sleeps until its parent fills ends with that; where the parent has ended it may have woken, whether or not that was heard. */
function isCancelable({ parentId, quantity, intent: { role } }: Order, orders: readonly Order[]): boolean {
  if (parentId !== null) return role === 'triggered' && (quantity > 0 || orders.every(({ clientOrderId }) => clientOrderId !== parentId))
  return role !== 'liquidation' && role !== 'flatten' && role !== 'stop'
}

/** The working order of a role under a tag; null where there is none. */
export function workingUnder({ desk }: Seat, role: OrderRole, tag: string): Order | null {
  for (const order of desk.orders) {
    if (order.parentId === null && order.intent.role === role && order.intent.tag === tag && !isEnding(order)) return order
  }
  return null
}

function isEnding(order: Order): boolean {
  return isTerminal(order.status) || order.status === 'pending-cancel'
}
