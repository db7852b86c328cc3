// The order manager: every order's identity and life, and which working order a signal's key names.

import { type Approved, isApproved } from '../model/approved.js'
import type { Broker, OrderChange, OrderEvent } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { childIntent, isTerminal, type Order, type OrderIntent, type OrderRole } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { Desk } from './desk.js'
import { LiveOrder } from './live-order.js'
import { averaged, type FillTotals, OrderFills } from './order-fills.js'
import { advance, advanceBeneath, type LifeEvent } from './order-state.js'
import { orderTable } from './order-table.js'

/** The key of a signal's order: one working order each. */
export interface OrderKey {
  readonly strategy: string
  readonly instrument: string
  readonly tag: string
  readonly role: OrderRole
}

const noIds: readonly number[] = []

/** What came that a faultless connection does not bring. */
export interface Anomalies {
  /** Fills of orders that had ended: they count, and the order stays ended. */
  lateFills: number
  /** Fills and charges that were told before: they do not count again. */
  repeats: number
}

export class OrderManager {
  /** How many orders there ever were; ids run from 1 to here. */
  count = 0
  readonly anomalies: Anomalies = { lateFills: 0, repeats: 0 }
  /** At its id an order that may still change, or the row where an ended one rests. */
  readonly #live: (LiveOrder | number | undefined)[] = [undefined]
  readonly #ended = orderTable()
  /** Ended orders that a fill or charge came for later, by id. */
  readonly #amended = new Map<number, Order>()
  readonly #fills = new OrderFills()
  readonly #broker: Broker
  /** Every desk, in the order they were first asked for. */
  readonly desks: Desk[] = []
  readonly #desks = new Map<string, Map<string, Desk>>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Sends the very intent that was approved; its children get their orders now and wake at the venue as it fills. */
  place(intent: Approved<OrderIntent>, time: EpochMs): Order {
    if (!isApproved(intent)) fail('only what risk has approved is sent')
    const order = this.#register(intent, null, time, this.desk(intent.strategy, intent.instrument))
    if (intent.children.length === 0) this.#broker.submit({ clientOrderId: order.clientOrderId, intent, childIds: noIds }, time)
    else this.#submitWithChildren(order, intent, time)
    return order
  }

  #submitWithChildren({ clientOrderId }: Order, intent: Approved<OrderIntent>, time: EpochMs): void {
    const childIntents = intent.children.map((child) => childIntent(intent, child))
    const desk = this.desk(intent.strategy, intent.instrument)
    const childIds = childIntents.map((own) => this.#register(own, clientOrderId, time, desk).clientOrderId)
    this.#broker.submit({ clientOrderId, intent, childIds, childIntents }, time)
  }

  /** Records an order that we send nobody, such as closing out at the end of the data. */
  record(intent: OrderIntent, time: EpochMs): Order {
    const order = this.#register(intent, null, time, this.desk(intent.strategy, intent.instrument))
    this.#move(this.#liveOf(order.clientOrderId), 'accepted')
    return order
  }

  /** Asks for a change. Until the broker has answered the order works as it was, and may fill. */
  modify(order: Order, change: Approved<OrderChange>, time: EpochMs): void {
    if (!isApproved(change)) fail('only what risk has approved is sent')
    const live = this.#liveOf(order.clientOrderId)
    this.#move(live, 'modify')
    live.ask(change)
    this.#broker.modify(change, time)
  }

  /** The lots of a whole order of which so many are left to fill, as a change names them: what filled before a split counts in the shares of today. */
  wholeLots(order: Order, leaves: number): number {
    return order.filledQuantity + this.#liveOf(order.clientOrderId).filledBySplits + leaves
  }

  /** What a working order was asked to be last: as it was placed, or as a change that the broker has not refused makes it. */
  wish(order: Order): OrderIntent {
    return this.#liveOf(order.clientOrderId).wish
  }

  /** Asks for the end of an order. Until the broker has confirmed it the order may fill. */
  cancel(order: Order, time: EpochMs, why: string): void {
    const live = this.#liveOf(order.clientOrderId)
    this.#move(live, 'cancel')
    live.desk.touch()
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

  /** What the orders that live over a split of their instrument ask for, in the new shares. */
  split(instrument: string, ratio: number, restate: (intent: OrderIntent) => OrderIntent): void {
    for (const one of this.#live) {
      if (!(one instanceof LiveOrder) || one.order.intent.instrument !== instrument) continue
      const { order } = one
      one.restate(restate, ratio)
      // A child that still sleeps: the venue tells its price when it wakes.
      if (order.parentId !== null && order.quantity === 0) order.price = order.intent.price
      one.desk.touch()
    }
  }

  /** Every order there ever was, by id, as it stands now. */
  get orders(): readonly Order[] {
    const live = this.#live.flatMap((one) => (one instanceof LiveOrder ? [one.order] : []))
    const ended = this.#ended.records().map((order) => this.#amended.get(order.clientOrderId) ?? order)
    return [...ended, ...live].sort((a, b) => a.clientOrderId - b.clientOrderId)
  }

  /** An order that may still change. */
  get(clientOrderId: number): Order {
    return this.#liveOf(clientOrderId).order
  }

  /** Takes what the broker says into the order's record; answers the order, or null where it was old news. */
  apply(event: OrderEvent): Order | null {
    const { clientOrderId } = event
    const live = this.#live[clientOrderId]
    if (!(live instanceof LiveOrder)) return this.#applyLate(clientOrderId, event)
    const { order, desk } = live
    if (event.time > order.updatedAt) order.updatedAt = event.time
    switch (event.kind) {
      case 'filled':
        if (!this.#fills.add(event.fill, clientOrderId)) return this.#repeat()
        this.#fill(live, event.fill)
        this.#move(live, event.done ? 'filled' : 'partial')
        break
      case 'commission':
        if (!this.#fills.charge(clientOrderId, event.fillId, event.amount)) return this.#repeat()
        this.#total(live)
        break
      case 'updated':
        order.price = event.price
        if (event.quantity !== null) order.quantity = order.filledQuantity + event.quantity
        live.answered(true)
        this.#move(live, 'updated')
        break
      case 'update-rejected':
        live.answered(false)
        this.#move(live, 'update-rejected')
        break
      case 'canceled':
      case 'rejected':
      case 'expired':
        order.note = event.why
        this.#move(live, event.kind)
        break
      default:
        this.#move(live, event.kind)
    }
    if (isTerminal(order.status)) this.#end(live)
    else desk.touch()
    return order
  }

  #register(intent: OrderIntent, parentId: number | null, time: EpochMs, desk: Desk): Order {
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
    this.#live[order.clientOrderId] = new LiveOrder(order, desk)
    desk.add(order)
    return order
  }

  #end({ order, desk }: LiveOrder): void {
    this.#live[order.clientOrderId] = this.#ended.length
    this.#ended.append(order)
    desk.remove(order)
  }

  /** A word on an order that has ended: a fill counts, and changes no status. */
  #applyLate(clientOrderId: number, event: OrderEvent): Order | null {
    const row = this.#live[clientOrderId]
    const order = this.#amended.get(clientOrderId) ?? (typeof row === 'number' ? this.#ended.at(row) : unknown(clientOrderId))
    if (event.kind === 'commission') {
      if (!this.#fills.charge(clientOrderId, event.fillId, event.amount)) return this.#repeat()
    } else {
      advance(order.status, order.status, lifeEventOf(event), clientOrderId)
      if (event.kind !== 'filled') return null
      if (!this.#fills.add(event.fill, clientOrderId)) return this.#repeat()
      this.anomalies.lateFills++
    }
    if (event.time > order.updatedAt) order.updatedAt = event.time
    take(order, this.#fills.totals(clientOrderId))
    this.#amended.set(clientOrderId, order)
    return order
  }

  #fill(live: LiveOrder, fill: Fill): void {
    const { order } = live
    if (!(fill.fillId > live.lastFill)) {
      this.#total(live)
      return
    }
    live.lastFill = fill.fillId
    order.averageFillPrice = averaged(order.averageFillPrice, order.filledQuantity, fill.price, fill.quantity)
    order.filledQuantity += fill.quantity
    order.quantity = Math.max(order.quantity, order.filledQuantity)
    order.fees += fill.fee
  }

  /** Adds up anew, now and at each fill that still comes: something came out of its order, or a charge of its own. */
  #total(live: LiveOrder): void {
    live.lastFill = Number.POSITIVE_INFINITY
    take(live.order, this.#fills.totals(live.order.clientOrderId))
  }

  #move(live: LiveOrder, event: LifeEvent): void {
    const { order } = live
    const { status } = order
    order.status = advance(status, live.beneath, event, order.clientOrderId)
    live.beneath = advanceBeneath(status, live.beneath, event)
  }

  #liveOf(clientOrderId: number): LiveOrder {
    const live = this.#live[clientOrderId]
    return live instanceof LiveOrder ? live : fail(`order ${clientOrderId} is known and has not ended`)
  }

  #repeat(): null {
    this.anomalies.repeats++
    return null
  }
}

function take(order: Order, totals: FillTotals): void {
  Object.assign(order, totals)
  order.quantity = Math.max(order.quantity, order.filledQuantity)
}

function lifeEventOf(event: Exclude<OrderEvent, { kind: 'commission' }>): LifeEvent {
  if (event.kind !== 'filled') return event.kind
  return event.done ? 'filled' : 'partial'
}

function unknown(clientOrderId: number): never {
  return fail(`order ${clientOrderId} is known`)
}
