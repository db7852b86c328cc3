// The order manager: every order's identity and life, and which working order a signal's key names.

import type { Approved } from '../model/approved.js'
import type { Broker, BrokerEvent, OrderChange } from '../model/broker.js'
import { isTerminal, type Order, type OrderIntent, type OrderRole, type OrderStatus, opposite, type WorkingOrder } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import { assert, assertNever } from '../std/assert.js'
import { advance } from './order-state.js'

/** The key of a signal's order: one working order each. */
export interface OrderKey {
  readonly strategy: string
  readonly instrument: string
  readonly tag: string
  readonly role: OrderRole
}

/** One strategy's working orders in one instrument: a handle that stays, so that reading it costs nothing. */
export class Desk {
  orders: readonly Order[] = []
  /** What the strategy sees: children that still wait for their parent are left out. */
  view: readonly WorkingOrder[] = []

  /** Takes a change of an order into the lists. */
  track(order: Order): void {
    const others = this.orders.filter((other) => other !== order)
    if (!isTerminal(order.status)) this.orders = this.orders.includes(order) ? this.orders : [...this.orders, order]
    else this.orders = others
    this.view = this.orders.filter(isVisible).map(viewOf)
  }
}

export class OrderManager {
  readonly orders: Order[] = []
  readonly #broker: Broker
  readonly #desks = new Map<string, Desk>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Sends an approved intent; its children get their orders now and wake at the venue as it fills. */
  place(intent: Approved<OrderIntent>, time: EpochMs): Order {
    const order = this.#register(intent, null, time)
    const childIds = intent.children.map(
      (child) => this.#register(childIntent(intent, child.role), order.clientOrderId, time).clientOrderId,
    )
    this.#broker.submit({ clientOrderId: order.clientOrderId, intent, childIds }, time)
    return order
  }

  /** Records an order that we send nobody, such as closing out at the end of the data. */
  record(intent: OrderIntent, time: EpochMs): Order {
    const order = this.#register(intent, null, time)
    order.status = 'accepted'
    return order
  }

  modify(order: Order, change: Approved<OrderChange>, time: EpochMs): void {
    order.status = advance(order.status, 'pending-update')
    this.#broker.modify(change, time)
  }

  cancel(order: Order, time: EpochMs, why: string): void {
    order.status = advance(order.status, 'pending-cancel')
    this.#broker.cancel(order.clientOrderId, time, why)
  }

  /** The working order under a key, or undefined. */
  find({ strategy, instrument, tag, role }: OrderKey): Order | undefined {
    return this.desk(strategy, instrument).orders.find(
      (order) => order.parentId === null && order.intent.tag === tag && order.intent.role === role && order.status !== 'pending-cancel',
    )
  }

  desk(strategy: string, instrument: string): Desk {
    const key = `${strategy}\n${instrument}`
    let desk = this.#desks.get(key)
    if (desk === undefined) {
      desk = new Desk()
      this.#desks.set(key, desk)
    }
    return desk
  }

  /** Every order that may still fill, in all strategies and instruments. */
  *everyWorking(): Iterable<Order> {
    for (const desk of this.#desks.values()) yield* desk.orders
  }

  get(clientOrderId: number): Order {
    const order = this.orders[clientOrderId - 1]
    assert(order !== undefined, `the order manager knows order ${clientOrderId}`)
    return order
  }

  /** Takes what the broker says into the order's record. */
  apply(event: BrokerEvent): void {
    const order = this.get(event.clientOrderId)
    order.updatedAt = event.time
    switch (event.kind) {
      case 'accepted':
        this.#move(order, 'accepted')
        break
      case 'updated':
        order.price = event.price
        if (event.quantity !== null) order.quantity = order.filledQuantity + event.quantity
        if (order.status === 'pending-update') this.#move(order, order.filledQuantity > 0 ? 'partially-filled' : 'accepted')
        break
      case 'triggered':
        this.#move(order, 'triggered')
        break
      case 'filled':
        this.#fill(order, event)
        break
      case 'canceled':
      case 'rejected':
        order.note = event.why
        this.#move(order, event.kind)
        break
      case 'expired':
        order.note = `${order.intent.timeInForce} ended with its session`
        this.#move(order, 'expired')
        break
      default:
        assertNever(event)
    }
    this.desk(order.intent.strategy, order.intent.instrument).track(order)
  }

  #register(intent: OrderIntent, parentId: number | null, time: EpochMs): Order {
    const order: Order = {
      clientOrderId: this.orders.length + 1,
      parentId,
      intent,
      createdAt: time,
      status: 'submitted',
      price: intent.price,
      quantity: parentId === null && 'lots' in intent.quantity ? intent.quantity.lots : 0,
      filledQuantity: 0,
      averageFillPrice: 0,
      fees: 0,
      updatedAt: time,
      note: '',
    }
    this.orders.push(order)
    this.desk(order.intent.strategy, order.intent.instrument).track(order)
    return order
  }

  #fill(order: Order, { fill, done }: Extract<BrokerEvent, { kind: 'filled' }>): void {
    const filled = order.filledQuantity + fill.quantity
    order.averageFillPrice = (order.averageFillPrice * order.filledQuantity + fill.price * fill.quantity) / filled
    order.filledQuantity = filled
    order.quantity = Math.max(order.quantity, filled)
    order.fees += fill.fee
    this.#move(order, done ? 'filled' : 'partially-filled')
  }

  #move(order: Order, status: OrderStatus): void {
    order.status = advance(order.status, status)
  }
}

function childIntent(parent: OrderIntent, role: 'stop' | 'target'): OrderIntent {
  return { ...parent, role, side: opposite(parent.side), reduceOnly: true, timeInForce: 'GTC', children: [] }
}

function isVisible(order: Order): boolean {
  return order.status !== 'pending-cancel' && (order.parentId === null || order.quantity > 0)
}

function viewOf(order: Order): WorkingOrder {
  const { tag, side, role } = order.intent
  return { tag, role, side, price: order.price, leaves: order.quantity - order.filledQuantity }
}
