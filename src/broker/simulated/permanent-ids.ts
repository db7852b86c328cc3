// The venue's own ids of orders. A change that goes wrong leaves the order as it was beside what it became: two under one client id, each with a
// permanent id of its own.

import type { BrokerOrder, OrderEvent } from '../../model/broker.js'
import type { RestingOrder } from './resting-order.js'

export class PermanentIds {
  #last = 0
  /** Orders whose next change leaves a twin. */
  readonly #toPart = new Set<number>()
  /** Client ids of twins, at the ids under which the venue keeps them: below zero. */
  readonly #clientIds = new Map<number, number>()

  /** Names orders that come. */
  give(orders: readonly RestingOrder[]): void {
    for (const order of orders) order.permanentId = ++this.#last
  }

  /** The next change of an order leaves a twin. */
  partAtChange(clientOrderId: number): void {
    this.#toPart.add(clientOrderId)
  }

  /** Whether a change that comes leaves one. */
  parts(clientOrderId: number): boolean {
    return this.#toPart.delete(clientOrderId)
  }

  /** An order that is about to change as it works on, without kin; the one that changes gets an id of its own. */
  twinOf(order: RestingOrder): RestingOrder {
    const twin = order.alone(-order.permanentId)
    this.#clientIds.set(twin.id, order.id)
    this.give([order])
    return twin
  }

  /** An order as the broker states it: with the lots and the price that it was given inside a bar, though they work from the next one on. */
  stated({ id, permanentId, leaves, nextLots, nextPrice, price }: RestingOrder): BrokerOrder {
    const clientOrderId = id > 0 ? id : (this.#clientIds.get(id) ?? id)
    return { permanentId, clientOrderId, lots: leaves + nextLots, price: nextPrice ?? price }
  }

  /** An event as the broker tells it: of a twin its fills alone, which are none of ours. */
  asTold(event: OrderEvent): OrderEvent | null {
    if (event.clientOrderId > 0) return event
    const clientOrderId = this.#clientIds.get(event.clientOrderId) as number
    if (event.kind !== 'filled') return null
    return { ...event, clientOrderId, done: false, fill: { ...event.fill, clientOrderId, twin: -event.clientOrderId } }
  }
}
