// What a working order is judged at, while changes of it are under way.

import type { Order } from '../../model/order.js'
import { judgedPrice } from '../../model/order-price.js'
import type { OrderManager } from '../../orders/order-manager.js'

/** Of the price where it stands and those where changes under way would put it, the one that a lot is worth most at. */
export function judgedAtMost(order: Order, mark: number, orders: Pick<OrderManager, 'changesUnderWay'>): number {
  const { side } = order.intent
  let most = judgedPrice(order.price, side, mark)
  for (const { intent } of orders.changesUnderWay(order)) {
    const asked = judgedPrice(intent.price, side, mark)
    if (Math.abs(asked) > Math.abs(most)) most = asked
  }
  return most
}
