// The order manager: every order's identity and life.

import { type Approved, isApproved } from '../model/approved.js'
import type { Broker, BrokerOrder, OrderChange, OrderEvent } from '../model/broker.js'
import { type ChildIntent, childIntent, type Order, type OrderIntent } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { Desk } from './desk.js'
import { Executions } from './executions.js'
import { type AskedChange, LiveOrder, type OrderSplit, type Stood, takeTotals } from './live-order.js'
import { advance, type LifeEvent, lifeStates } from './order-state.js'
import { orderTable } from './order-table.js'

/** Orders with where they stood. */
type Standings = ReadonlyMap<LiveOrder, Stood>

const noIds: readonly number[] = []

export class OrderManager {
  /** How many orders there ever were. */
  count = 0
  /** Ids run up from 1. */
  #lastId = 0
  readonly executions = new Executions()
  /** At its id an order that may still change, or the row where an ended one rests. */
  readonly #live: (LiveOrder | number | undefined)[] = [undefined]
  readonly #ended = orderTable()
  /** Ended orders that a fill or charge came for later, by id. */
  readonly #amended = new Map<number, Order>()
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
    const { children } = intent
    // Lists that grow leave room for many more, and there are three of them an order.
    const orders = new Array<LiveOrder>(1 + children.length)
    const childIds = new Array<number>(children.length)
    const childIntents = new Array<OrderIntent>(children.length)
    orders[0] = parent
    for (let index = 0; index < children.length; index++) {
      const own = childIntent(intent, children[index] as ChildIntent)
      const order = this.#register(own, clientOrderId, time, desk)
      orders[index + 1] = order
      childIds[index] = order.clientOrderId
      childIntents[index] = own
    }
    desk.add(orders)
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

  /** The broker takes ids from this one on. Where ours are beyond it already they go on from there, for no id is used twice; answers whether they are not. */
  skipTo(id: number): boolean {
    const isAhead = id > this.#lastId
    if (isAhead) this.#lastId = id - 1
    return isAhead
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

  /** What a working order was asked to become and the broker has not answered, the last one last. */
  changesUnderWay(order: Order): readonly AskedChange[] {
    return this.#liveOf(order.clientOrderId).changesUnderWay
  }

  /** The most lots that a working order may still trade, whichever of the changes under way the broker takes. */
  mostLeft(order: Order): number {
    return this.#liveOf(order.clientOrderId).mostLeft
  }

  /** Lots of what is left of a working order that close an opposite position before the rest opens one, at most. */
  closingLeft(order: Order): number {
    return this.#liveOf(order.clientOrderId).closingLeft
  }

  /** Asks for the end of an order. Until the broker has confirmed it the order may fill. */
  cancel(order: Order, time: EpochMs, why: string): void {
    const live = this.#liveOf(order.clientOrderId)
    live.move('cancel')
    live.desk.touch()
    this.#broker.cancel(order.clientOrderId, time, why)
  }

  /** Whether an order that has just ended did so after we had asked for that. */
  endedAsAsked(order: Order): boolean {
    return order instanceof LiveOrder && order.endedAsAsked
  }

  /** Asks for the end of an order that works at the broker and not here. One that we never sent is not ours to end. */
  endThere(order: BrokerOrder, time: EpochMs, why: string): void {
    if (this.#live[order.clientOrderId] !== undefined) this.#broker.cancelOne?.(order, time, why)
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

  /** Where the orders in an instrument stand, as a split of it comes. */
  standing(instrument: string): Standings {
    return new Map(
      this.#live.flatMap((one) => (one instanceof LiveOrder && one.intent.instrument === instrument ? [[one, one.stood]] : [])),
    )
  }

  /** What those that live over the split ask for, and where they stand that the broker has not told yet, in the new shares. */
  split(stood: Standings, split: OrderSplit): void {
    for (const [one, before] of stood) {
      if (one.isOver) continue
      one.restate(split, before)
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
        if (!this.executions.add(event.fill, clientOrderId)) return null
        if (event.fill.twin !== undefined) return live
        if (!live.fill(event.fill)) live.take(this.executions.totals(clientOrderId))
        live.move(event.done ? 'filled' : 'partial')
        break
      case 'commission':
        if (!this.executions.charge(event)) return null
        live.take(this.executions.totals(clientOrderId))
        break
      case 'revised':
        if (!this.executions.revise(event)) return null
        break
      case 'updated':
        live.stand(event)
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
      if (!this.executions.charge(event)) return null
    } else if (event.kind === 'revised') {
      return this.executions.revise(event) ? order : null
    } else {
      const state = lifeStates[order.status]
      advance(state, state, lifeEventOf(event), clientOrderId)
      if (event.kind !== 'filled') return null
      if (!this.executions.add(event.fill, clientOrderId)) return null
      if (event.fill.twin !== undefined) return order
      this.executions.anomalies.lateFills++
    }
    if (event.time > order.updatedAt) order.updatedAt = event.time
    takeTotals(order, this.executions.totals(clientOrderId))
    this.#amended.set(clientOrderId, order)
    return order
  }

  #liveOf(clientOrderId: number): LiveOrder {
    const live = this.#live[clientOrderId]
    return live instanceof LiveOrder ? live : fail(`order ${clientOrderId} is known and has not ended`)
  }
}

function lifeEventOf(event: Exclude<OrderEvent, { kind: 'commission' | 'revised' }>): LifeEvent {
  if (event.kind !== 'filled') return event.kind
  return event.done ? 'filled' : 'partial'
}

function unknown(clientOrderId: number): never {
  return fail(`order ${clientOrderId} is known`)
}
