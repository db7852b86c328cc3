// The order manager: every order's identity and life, and which working order a signal's key names.

import { type Approved, isApproved } from '../model/approved.js'
import type { Broker, OrderChange, OrderEvent, Revision } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { childIntent, type Order, type OrderIntent, type OrderRole } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { withMore } from '../std/short-lists.js'
import { Desk } from './desk.js'
import { LiveOrder, takeTotals } from './live-order.js'
import { OrderFills } from './order-fills.js'
import { advance, type LifeEvent, lifeStates } from './order-state.js'
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
  /** Fills that were taken back, or put right. */
  revisions: number
}

export class OrderManager {
  /** How many orders there ever were. */
  count = 0
  /** Ids run up from 1. */
  #lastId = 0
  readonly anomalies: Anomalies = { lateFills: 0, repeats: 0, revisions: 0 }
  /** At its id an order that may still change, or the row where an ended one rests. */
  readonly #live: (LiveOrder | number | undefined)[] = [undefined]
  readonly #ended = orderTable()
  /** Ended orders that a fill or charge came for later, by id. */
  readonly #amended = new Map<number, Order>()
  readonly #fills = new OrderFills()
  /** What stands in the place of a fill that was revised, by its id. */
  readonly #revised = new Map<number, Fill | null>()
  readonly #broker: Broker
  /** Every desk, in the order they were first asked for. */
  readonly desks: Desk[] = []
  readonly #desks = new Map<string, Map<string, Desk>>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Sends the very intent that was approved, at the desk of its strategy and instrument; its children get their orders now and wake at the venue as it fills. */
  place(intent: Approved<OrderIntent>, time: EpochMs, desk = this.desk(intent.strategy, intent.instrument)): Order {
    if (!isApproved(intent)) fail('only what risk has approved is sent')
    const order = this.#register(intent, null, time, desk)
    if (intent.children.length === 0) {
      desk.add([order])
      this.#broker.submit({ clientOrderId: order.clientOrderId, intent, childIds: noIds }, time)
    } else this.#submitWithChildren(order, intent, time)
    return order
  }

  #submitWithChildren(parent: LiveOrder, intent: Approved<OrderIntent>, time: EpochMs): void {
    const { clientOrderId, desk } = parent
    const childIntents = intent.children.map((child) => childIntent(intent, child))
    const children = childIntents.map((own) => this.#register(own, clientOrderId, time, desk))
    const childIds = children.map((child) => child.clientOrderId)
    desk.add(withMore([parent], children))
    this.#broker.submit({ clientOrderId, intent, childIds, childIntents }, time)
  }

  /** Records an order that we send nobody, such as closing out at the end of the data. */
  record(intent: OrderIntent, time: EpochMs): Order {
    const desk = this.desk(intent.strategy, intent.instrument)
    const order = this.#register(intent, null, time, desk)
    desk.add([order])
    order.move('accepted')
    return order
  }

  /** The broker takes ids from this one on. Where ours are beyond it already they go on from there: no id is used twice. */
  skipTo(id: number): void {
    this.#lastId = Math.max(this.#lastId, id - 1)
  }

  /** Asks for a change. Until the broker has answered the order works as it was, and may fill. */
  modify(order: Order, change: Approved<OrderChange>, time: EpochMs): void {
    if (!isApproved(change)) fail('only what risk has approved is sent')
    const live = this.#liveOf(order.clientOrderId)
    live.move('modify')
    live.ask(change)
    this.#broker.modify(change, time)
  }

  /** The lots of a whole order of which so many are left to fill, as a change names them: what filled before a split counts in the shares of today. */
  wholeLots(order: Order, leaves: number): number {
    return this.#liveOf(order.clientOrderId).filledToday + leaves
  }

  /** What a working order was asked to be last: as it was placed, or as a change that the broker has not refused makes it. */
  wish(order: Order): OrderIntent {
    return this.#liveOf(order.clientOrderId).wish
  }

  /** Asks for the end of an order. Until the broker has confirmed it the order may fill. */
  cancel(order: Order, time: EpochMs, why: string): void {
    const live = this.#liveOf(order.clientOrderId)
    live.move('cancel')
    live.desk.touch()
    this.#broker.cancel(order.clientOrderId, time, why)
  }

  /** Asks for the end of an order that the broker still has, and that has ended here. One that we never sent is not ours to end. */
  cancelEnded(clientOrderId: number, time: EpochMs, why: string): void {
    if (typeof this.#live[clientOrderId] === 'number') this.#broker.cancel(clientOrderId, time, why)
  }

  /** Whether a fill was told. */
  hasFill(fillId: number): boolean {
    return this.#fills.has(fillId)
  }

  /** A fill with the lots, price and fee that it was told with: what it cost may not have been told. */
  asTold(fill: Fill): Fill {
    return { ...fill, ...this.#fills.told(fill) }
  }

  /** Whether it is known that a fill was taken back, or what it became. */
  hasRevision({ fill: { fillId }, becomes }: Revision): boolean {
    const known = this.#revised.get(fillId)
    return known !== undefined && (known === null ? becomes === null : becomes !== null && isSameTrade(known, becomes))
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
      if (!(one instanceof LiveOrder) || one.intent.instrument !== instrument) continue
      one.restate(restate, ratio)
      one.desk.touch()
    }
  }

  /** Every order there ever was, by id, as it stands now. */
  get orders(): readonly Order[] {
    const live = this.#live.flatMap((one) => (one instanceof LiveOrder ? [one.record] : []))
    const ended = this.#ended.records().map((order) => this.#amended.get(order.clientOrderId) ?? order)
    return [...ended, ...live].sort((a, b) => a.clientOrderId - b.clientOrderId)
  }

  /** An order that may still change. */
  get(clientOrderId: number): Order {
    return this.#liveOf(clientOrderId)
  }

  /** Takes what the broker says into the order's record; answers the order, or null where it was old news. */
  apply(event: OrderEvent): Order | null {
    const { clientOrderId } = event
    const live = this.#live[clientOrderId]
    if (!(live instanceof LiveOrder)) return this.#applyLate(clientOrderId, event)
    if (event.time > live.updatedAt) live.updatedAt = event.time
    switch (event.kind) {
      case 'filled':
        if (!this.#fills.add(event.fill, clientOrderId)) return this.#repeat()
        if (!live.fill(event.fill)) live.take(this.#fills.totals(clientOrderId))
        live.move(event.done ? 'filled' : 'partial')
        break
      case 'commission':
        if (!this.#fills.charge(clientOrderId, event.fillId, event.amount)) return this.#repeat()
        live.take(this.#fills.totals(clientOrderId))
        break
      case 'revised':
        if (!this.#revise(event)) return this.#repeat()
        break
      case 'updated':
        live.price = event.price
        if (event.quantity !== null) live.quantity = live.filledQuantity + event.quantity
        live.answered(true)
        live.move('updated')
        break
      case 'update-rejected':
        live.answered(false)
        live.move('update-rejected')
        break
      case 'canceled':
      case 'rejected':
      case 'expired':
        live.note = event.why
        live.move(event.kind)
        break
      default:
        live.move(event.kind)
    }
    if (live.isOver) this.#end(live)
    else live.desk.touch()
    return live
  }

  #register(intent: OrderIntent, parentId: number | null, time: EpochMs, desk: Desk): LiveOrder {
    this.count++
    const order = new LiveOrder(++this.#lastId, parentId, intent, time, desk)
    this.#live[order.clientOrderId] = order
    return order
  }

  #end(live: LiveOrder): void {
    this.#live[live.clientOrderId] = this.#ended.length
    this.#ended.appendFinal(live)
    live.desk.remove(live)
  }

  /** A word on an order that has ended: a fill counts, and changes no status. */
  #applyLate(clientOrderId: number, event: OrderEvent): Order | null {
    const row = this.#live[clientOrderId]
    const order = this.#amended.get(clientOrderId) ?? (typeof row === 'number' ? this.#ended.at(row) : unknown(clientOrderId))
    if (event.kind === 'commission') {
      if (!this.#fills.charge(clientOrderId, event.fillId, event.amount)) return this.#repeat()
    } else if (event.kind === 'revised') {
      return this.#revise(event) ? order : this.#repeat()
    } else {
      const state = lifeStates[order.status]
      advance(state, state, lifeEventOf(event), clientOrderId)
      if (event.kind !== 'filled') return null
      if (!this.#fills.add(event.fill, clientOrderId)) return this.#repeat()
      this.anomalies.lateFills++
    }
    if (event.time > order.updatedAt) order.updatedAt = event.time
    takeTotals(order, this.#fills.totals(clientOrderId))
    this.#amended.set(clientOrderId, order)
    return order
  }

  /** Notes an error trade; false where that is known. What the order filled stays told: it is not filled anew. */
  #revise(revision: Revision): boolean {
    if (this.hasRevision(revision)) return false
    this.#revised.set(revision.fill.fillId, revision.becomes)
    this.anomalies.revisions++
    return true
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

function isSameTrade(one: Fill, other: Fill): boolean {
  return one.quantity === other.quantity && one.price === other.price && one.fee === other.fee
}

function lifeEventOf(event: Exclude<OrderEvent, { kind: 'commission' | 'revised' }>): LifeEvent {
  if (event.kind !== 'filled') return event.kind
  return event.done ? 'filled' : 'partial'
}

function unknown(clientOrderId: number): never {
  return fail(`order ${clientOrderId} is known`)
}
