// The orders that work at the venue, by its own words.

import type { OrderEvent } from '../../model/broker.js'
import type { OrderIntent } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { OrderBook } from './order-book.js'
import type { SentRequest } from './sent-request.js'

export interface VenueOrder {
  readonly id: number
  readonly intent: OrderIntent
  /** Lots still to fill; 0 of protection that sleeps, NaN of an amount of money. */
  left: number
  /** Whether it waits for another to fill. */
  isAsleep: boolean
  /** Where it stands, as the venue said last. */
  price: OrderPrice
}

export class VenueBook {
  readonly working = new Map<number, VenueOrder>()
  /** As we sent them. */
  readonly #orders: OrderBook
  /** Those that wait for an order, by its id. */
  readonly #children = new Map<number, readonly number[]>()
  readonly #fills = new Set<number>()
  #changed: VenueOrder | null = null

  constructor(orders: OrderBook) {
    this.#orders = orders
  }

  /** The order that the last word of the venue changed; null where it changed none. */
  get changed(): VenueOrder | null {
    return this.#changed
  }

  sent(request: SentRequest): void {
    if (request.kind !== 'submit') return
    const { clientOrderId, childIds } = request.ticket
    if (childIds.length > 0) this.#children.set(clientOrderId, childIds)
  }

  told(event: OrderEvent): void {
    this.#changed = this.#take(event)
  }

  #take(event: OrderEvent): VenueOrder | null {
    const id = event.clientOrderId
    if (event.kind === 'accepted') return this.#accept(id)
    const order = this.working.get(id)
    if (order === undefined) return null
    switch (event.kind) {
      case 'updated':
        order.left = event.quantity ?? order.left
        order.price = event.price
        return order
      case 'filled':
        if (event.fill.twin !== undefined || this.#fills.has(event.fill.fillId)) return null
        this.#fills.add(event.fill.fillId)
        order.left -= event.fill.quantity
        this.#wake(this.#children.get(id) ?? [])
        if (event.done) this.working.delete(id)
        return order
      case 'canceled':
      case 'expired':
      case 'rejected':
        this.working.delete(id)
        return order
      default:
        return null
    }
  }

  #accept(id: number): VenueOrder | null {
    const sent = this.#orders.get(id)
    if (sent === undefined) return null
    const { intent, parent } = sent
    const left = 'lots' in intent.quantity ? intent.quantity.lots : Number.NaN
    const order = { id, intent, price: intent.price, left, isAsleep: parent !== null }
    this.working.set(id, order)
    return order
  }

  #wake(ids: readonly number[]): void {
    for (const id of ids) {
      const order = this.working.get(id)
      if (order !== undefined) order.isAsleep = false
    }
  }
}
