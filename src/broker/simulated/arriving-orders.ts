// Orders as they come to the simulated venue: a ticket made into an order that rests, and its children asleep.

import type { OrderTicket } from '../../model/broker.js'
import { type ChildIntent, childIntent, type OrderIntent, sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { RestingOrder } from './resting-order.js'

const noIds: readonly number[] = []

export function resting(id: number, intent: OrderIntent, childIds: readonly number[], time: EpochMs): RestingOrder {
  const order = new RestingOrder(id, intent, sign(intent.side), intent.price, childIds, null, time)
  const { quantity } = intent
  if ('lots' in quantity) order.leaves = quantity.lots
  else order.notional = quantity.notional
  return order
}

/** The order with its children behind it, which sleep. */
export function withChildren(parent: RestingOrder, ticket: OrderTicket, time: EpochMs): readonly RestingOrder[] {
  const { intent, childIds, childIntents } = ticket
  const orders = new Array<RestingOrder>(1 + childIds.length)
  orders[0] = parent
  for (let index = 0; index < childIds.length; index++) {
    const own = childIntents?.[index] ?? childIntent(intent, intent.children[index] as ChildIntent)
    const child = new RestingOrder(childIds[index] as number, own, sign(own.side), own.price, noIds, parent.id, time)
    child.dormant = true
    orders[index + 1] = child
  }
  return orders
}
