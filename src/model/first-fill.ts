// The first fill of an order: one that fills in parts is one trade.

import type { OrderEvent } from './broker.js'
import type { Order } from './order.js'

type Filled = Extract<OrderEvent, { readonly kind: 'filled' }>

/** Whether an event, which the order has taken in, is its first fill. */
export function isFirstFill(event: OrderEvent, { filledQuantity }: Pick<Order, 'filledQuantity'>): event is Filled {
  return event.kind === 'filled' && filledQuantity <= event.fill.quantity
}
