// The stops of a position: what counts as one, those that live, and what the supervisor wants to know of each.

import { isTerminal, type Order, type OrderIntent } from '../../model/order.js'
import { isStopPrice, type OrderPrice, triggerOf } from '../../model/order-price.js'
import type { LiveStop } from '../../orders/protection-supervisor.js'
import { withMore } from '../../std/short-lists.js'
import type { Seat } from '../seats/seat.js'

/** Whether an order at this price is one: it only reduces, and waits for a trigger. */
export function isStop({ reduceOnly }: OrderIntent, price: OrderPrice): boolean {
  return reduceOnly && isStopPrice(price)
}

/** Stops that are awake and have not ended. */
export function liveStops(seats: readonly Seat[]): readonly Order[] {
  let stops = none
  for (const { desk } of seats) for (const order of desk.orders) if (isLiveStop(order)) stops = withMore(stops, [order])
  return stops
}

const none: readonly Order[] = []

function isLiveStop({ intent, price, status, quantity, filledQuantity }: Order): boolean {
  if (!intent.reduceOnly || isTerminal(status) || quantity - filledQuantity <= 0) return false
  return intent.role === 'stop' || isStopPrice(price) || isStopPrice(intent.price)
}

/** Whether a stop closes all that is held, or is about to: where it is the only one, there is nothing to decide. */
export function closesAll({ intent, status, quantity, filledQuantity }: Order, held: number): boolean {
  if (held === 0 || intent.side !== (held > 0 ? 'sell' : 'buy') || status === 'pending-cancel') return false
  return status === 'pending-update' || quantity - filledQuantity === Math.abs(held)
}

/** As the supervisor looks at it; `standIn` is the stop that was sent in place of one that sleeps. */
export function liveStop(order: Order, standIn: { readonly id: number; readonly child: number } | null): LiveStop {
  const { clientOrderId, intent, price, status, quantity, filledQuantity } = order
  return {
    id: clientOrderId,
    side: intent.side,
    lots: quantity - filledQuantity,
    trigger: triggerOf(price),
    isTriggered: status === 'triggered' || status === 'partially-filled',
    standsInFor: standIn?.id === clientOrderId ? standIn.child : null,
    underWay: status === 'pending-cancel' ? 'cancel' : status === 'pending-update' ? 'change' : null,
  }
}
