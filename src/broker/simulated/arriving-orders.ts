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

export function dormantChildren({ clientOrderId, intent, childIds, childIntents }: OrderTicket, time: EpochMs): readonly RestingOrder[] {
  return childIds.map((id, index) => {
    const own = childIntents?.[index] ?? childIntent(intent, intent.children[index] as ChildIntent)
    const child = new RestingOrder(id, own, sign(own.side), own.price, noIds, clientOrderId, time)
    child.dormant = true
    return child
  })
}
