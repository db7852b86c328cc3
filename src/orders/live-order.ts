// An order that can still change, with what we asked of it last: what a strategy wishes again is compared with that, and not with how it was placed.

import type { OrderChange } from '../model/broker.js'
import { splitLots } from '../model/corporate-action.js'
import type { Order, OrderIntent, OrderStatus } from '../model/order.js'
import type { Desk } from './desk.js'

const noIntents: readonly OrderIntent[] = []

/** An order that can still change. */
export class LiveOrder {
  readonly order: Order
  readonly desk: Desk
  /** What it would be without the request of ours that is under way. */
  beneath: OrderStatus = 'submitted'
  /** The id of its last fill, for as long as fills come in their order and bring their whole fee. */
  lastFill = 0
  /** Lots that splits have made of what had filled before them, on top of what the record says. */
  filledBySplits = 0
  /** What it was asked to become, the broker having agreed; null where that is how it was placed. */
  agreed: OrderIntent | null = null
  /** What it was asked to become in requests that are under way, the last one last. */
  asked: readonly OrderIntent[] = noIntents

  constructor(order: Order, desk: Desk) {
    this.order = order
    this.desk = desk
  }

  get wish(): OrderIntent {
    return this.asked.at(-1) ?? this.agreed ?? this.order.intent
  }

  ask({ price, quantity }: OrderChange): void {
    const { wish } = this
    this.asked = [...this.asked, { ...wish, price, quantity: quantity === null ? wish.quantity : { lots: quantity } }]
  }

  /** The broker answers requests in their order. */
  answered(isAgreed: boolean): void {
    const [first, ...later] = this.asked
    if (first === undefined) return
    if (isAgreed) this.agreed = first
    this.asked = later
  }

  restate(restated: (intent: OrderIntent) => OrderIntent, ratio: number): void {
    const { filledQuantity } = this.order
    this.filledBySplits = splitLots(filledQuantity + this.filledBySplits, ratio) - filledQuantity
    this.order.intent = restated(this.order.intent)
    if (this.agreed !== null) this.agreed = restated(this.agreed)
    if (this.asked.length > 0) this.asked = this.asked.map(restated)
  }
}
