// The orders that could still begin a trade: the governor and pre-trade risk count them alike.

import type { Order } from '../../model/order.js'

/** Of some orders those that open, work and have filled nothing yet. One that goes is left out, and what it would have triggered with it. */
export function openingOrders(orders: readonly Order[], goes: Order | null): number {
  let count = 0
  for (const order of orders) {
    if (order.intent.reduceOnly || order.filledQuantity > 0) continue
    if (goes === null || (order !== goes && order.parentId !== goes.clientOrderId)) count++
  }
  return count
}
