// A desk: one strategy's working orders in one instrument, and what the strategy sees of them.

import type { Order, WorkingOrder } from '../model/order.js'
import type { OrderPrice } from '../model/order-price.js'
import { withMore, without } from '../std/short-lists.js'

const noOrders: readonly Order[] = []
const noView: readonly WorkingOrder[] = []

/** One strategy's working orders in one instrument: a handle that stays, so that reading it costs nothing. */
export class Desk {
  orders: readonly Order[] = noOrders
  #view: readonly WorkingOrder[] | null = noView

  /** What the strategy sees; children that still wait for their parent are left out. Made anew only after a change. */
  get view(): readonly WorkingOrder[] {
    return this.#view ?? this.#look()
  }

  add(orders: readonly Order[]): void {
    this.orders = withMore(this.orders, orders)
    this.#view = null
  }

  remove(order: Order): void {
    this.orders = without(this.orders, order)
    this.#view = this.orders.length === 0 ? noView : null
  }

  /** One of its orders changed. */
  touch(): void {
    this.#view = null
  }

  #look(): readonly WorkingOrder[] {
    this.#view = this.orders.filter(isVisible).map(viewOf)
    return this.#view
  }
}

function isVisible(order: Order): boolean {
  return order.status !== 'pending-cancel' && (order.parentId === null || order.quantity > 0)
}

/** The strategy's own: whatever it writes there is not the order's. */
function viewOf(order: Order): WorkingOrder {
  const { tag, side, role } = order.intent
  return { tag, role, side, price: copyOf(order.price), leaves: order.quantity - order.filledQuantity }
}

function copyOf(price: OrderPrice): OrderPrice {
  return 'trail' in price ? { ...price, trail: { ...price.trail } } : { ...price }
}
