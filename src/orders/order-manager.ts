// The order manager: every order's identity and life, and which working order a signal's key names.

import type { Approved } from '../model/approved.js'
import type { Broker, BrokerEvent, OrderChange } from '../model/broker.js'
import {
  childIntent,
  isTerminal,
  type Order,
  type OrderIntent,
  type OrderRole,
  type OrderStatus,
  type WorkingOrder,
} from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import { assertNever, fail } from '../std/assert.js'
import { advance } from './order-state.js'
import { orderTable } from './order-table.js'

/** The key of a signal's order: one working order each. */
export interface OrderKey {
  readonly strategy: string
  readonly instrument: string
  readonly tag: string
  readonly role: OrderRole
}

const noIds: readonly number[] = []
const noOrders: readonly Order[] = []
const noView: readonly WorkingOrder[] = []

/** One strategy's working orders in one instrument: a handle that stays, so that reading it costs nothing. */
export class Desk {
  orders: readonly Order[] = noOrders
  #view: readonly WorkingOrder[] | null = noView

  /** What the strategy sees; children that still wait for their parent are left out. Made anew only after a change. */
  get view(): readonly WorkingOrder[] {
    this.#view ??= this.orders.filter(isVisible).map(viewOf)
    return this.#view
  }

  add(order: Order): void {
    this.orders = this.orders.length === 0 ? [order] : [...this.orders, order]
    this.#view = null
  }

  remove(order: Order): void {
    this.orders = this.orders.length === 1 ? noOrders : this.orders.filter((other) => other !== order)
    this.#view = this.orders.length === 0 ? noView : null
  }

  /** One of its orders changed. */
  touch(): void {
    this.#view = null
  }
}

interface LiveOrder {
  readonly order: Order
  readonly desk: Desk
  /** What an order that is being changed goes back to. */
  beforeUpdate: OrderStatus
}

export class OrderManager {
  /** How many orders there ever were; ids run from 1 to here. */
  count = 0
  /** Orders that may still change, at their id; the others rest in the table. */
  readonly #live: (LiveOrder | undefined)[] = [undefined]
  readonly #ended = orderTable()
  readonly #broker: Broker
  /** Every desk, in the order they were first asked for. */
  readonly desks: Desk[] = []
  readonly #desks = new Map<string, Map<string, Desk>>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Sends an approved intent; its children get their orders now and wake at the venue as it fills. */
  place(intent: Approved<OrderIntent>, time: EpochMs): Order {
    const order = this.#register(intent, null, time)
    const childIds =
      intent.children.length === 0
        ? noIds
        : intent.children.map((child) => this.#register(childIntent(intent, child), order.clientOrderId, time).clientOrderId)
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
    const live = this.#live[order.clientOrderId] ?? fail(`order ${order.clientOrderId} can still change`)
    if (order.status !== 'pending-update') live.beforeUpdate = order.status
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
    const ofStrategy = this.#desks.get(strategy) ?? new Map<string, Desk>()
    const known = ofStrategy.get(instrument)
    if (known !== undefined) return known
    const desk = new Desk()
    this.desks.push(desk)
    this.#desks.set(strategy, ofStrategy.set(instrument, desk))
    return desk
  }

  /** Every order there ever was, by id, as it stands now. */
  get orders(): readonly Order[] {
    const live = this.#live.flatMap((one) => (one === undefined ? [] : [one.order]))
    return [...this.#ended.records(), ...live].sort((a, b) => a.clientOrderId - b.clientOrderId)
  }

  /** An order that may still change. */
  get(clientOrderId: number): Order {
    return this.#live[clientOrderId]?.order ?? fail(`order ${clientOrderId} is known and has not ended`)
  }

  /** Takes what the broker says into the order's record; answers the order. */
  apply(event: BrokerEvent): Order {
    const live = this.#live[event.clientOrderId] ?? fail(`order ${event.clientOrderId} is known and has not ended`)
    const { order, desk } = live
    order.updatedAt = event.time
    switch (event.kind) {
      case 'accepted':
        this.#move(order, 'accepted')
        break
      case 'updated':
        order.price = event.price
        if (event.quantity !== null) order.quantity = order.filledQuantity + event.quantity
        if (order.status === 'pending-update') this.#move(order, live.beforeUpdate)
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
    if (isTerminal(order.status)) this.#end(live)
    else desk.touch()
    return order
  }

  #register(intent: OrderIntent, parentId: number | null, time: EpochMs): Order {
    const order: Order = {
      clientOrderId: ++this.count,
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
    const desk = this.desk(intent.strategy, intent.instrument)
    this.#live[order.clientOrderId] = { order, desk, beforeUpdate: 'accepted' }
    desk.add(order)
    return order
  }

  #end({ order, desk }: LiveOrder): void {
    this.#live[order.clientOrderId] = undefined
    this.#ended.append(order)
    desk.remove(order)
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

function isVisible(order: Order): boolean {
  return order.status !== 'pending-cancel' && (order.parentId === null || order.quantity > 0)
}

function viewOf(order: Order): WorkingOrder {
  const { tag, side, role } = order.intent
  return { tag, role, side, price: order.price, leaves: order.quantity - order.filledQuantity }
}
