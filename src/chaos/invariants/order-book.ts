// Every order as it was sent, and what the broker has said of it since. What nobody has spoken of counts as working.

import type { BrokerEvent, BrokerOrder } from '../../model/broker.js'
import { childIntent, type OrderIntent } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import type { SentRequest } from './sent-request.js'

const stopTypes: ReadonlySet<OrderPrice['type']> = new Set(['stop', 'stop-limit', 'trailing-stop', 'trailing-stop-limit'])

export interface BookedOrder {
  readonly id: number
  readonly parent: BookedOrder | null
  readonly intent: OrderIntent
  readonly sentAt: EpochMs
  /** The most that it may come to in all: while a change is under way the larger of the two. NaN for an amount of money. */
  lots: number
  /** By the last word of the broker: what a change that is refused leaves. */
  agreed: number
  /** Changes that the broker has not answered. */
  changing: number
  /** The most that it ever came to: a twin may have that. */
  most: number
  filled: number
  /** Where it stands, by the last word of the broker. */
  price: OrderPrice
  /** It has met its trigger. */
  isTriggered: boolean
  /** How many of it work beside it, by the last statement. */
  twins: number
  isCancelAsked: boolean
  isOver: boolean
  /** When the broker ended it, by its word; NaN while it has not. */
  overAt: EpochMs
  /** When we last asked for anything that the broker has not answered; null where it has answered all. */
  unanswered: EpochMs | null
}

export class OrderBook {
  readonly live = new Set<BookedOrder>()
  readonly #orders = new Map<number, BookedOrder>()
  readonly #fills = new Set<number>()
  /** What filled of each twin, by its permanent id. */
  readonly #twins = new Map<number, number>()
  /** Orders that have twins by the last statement. */
  #twinned: BookedOrder[] = []

  get(id: number): BookedOrder | undefined {
    return this.#orders.get(id)
  }

  get orders(): Iterable<BookedOrder> {
    return this.#orders.values()
  }

  sent(request: SentRequest, time: EpochMs): void {
    switch (request.kind) {
      case 'submit': {
        const { clientOrderId, intent, childIds, childIntents } = request.ticket
        const parent = this.#add(clientOrderId, null, intent, time)
        for (const [index, id] of childIds.entries()) {
          const child = intent.children[index]
          const own = childIntents?.[index] ?? (child === undefined ? undefined : childIntent(intent, child))
          if (own !== undefined) this.#add(id, parent, own, time)
        }
        return
      }
      case 'modify': {
        const order = this.#orders.get(request.change.clientOrderId)
        if (order === undefined) return
        order.lots = Math.max(order.lots, request.change.quantity ?? order.lots)
        order.most = Math.max(order.most, order.lots)
        order.changing++
        order.unanswered = time
        return
      }
      case 'cancel': {
        const order = this.#orders.get(request.clientOrderId)
        if (order !== undefined) ask(order, time)
        return
      }
      case 'cancel-all':
        for (const order of this.live) ask(order, time)
    }
  }

  /** What filled of a twin. */
  filledOf(twin: number): number {
    return this.#twins.get(twin) ?? 0
  }

  /** The order that a word of the broker is about, where it was sent. */
  of(event: BrokerEvent): BookedOrder | undefined {
    return 'clientOrderId' in event ? this.#orders.get(event.clientOrderId) : undefined
  }

  heard(event: BrokerEvent): void {
    if (event.kind === 'statement') this.#count(event.statement.working)
    const order = this.of(event)
    if (order === undefined) return
    switch (event.kind) {
      case 'filled':
        if (this.#fills.has(event.fill.fillId)) break
        this.#fills.add(event.fill.fillId)
        if (event.fill.twin !== undefined) this.#twins.set(event.fill.twin, this.filledOf(event.fill.twin) + event.fill.quantity)
        else order.filled += event.fill.quantity
        if (event.done) this.#end(order, event.time)
        break
      case 'updated':
        if (event.quantity !== null) order.agreed = order.lots = order.filled + event.quantity
        order.price = event.price
        if (event.isUnasked) break
        order.changing = Math.max(0, order.changing - 1)
        order.unanswered = order.isCancelAsked ? order.unanswered : null
        break
      case 'canceled':
      case 'expired':
      case 'rejected':
        this.#end(order, event.time)
        break
      case 'cancel-rejected':
        order.isCancelAsked = false
        order.unanswered = null
        break
      case 'update-rejected':
        order.changing = Math.max(0, order.changing - 1)
        if (order.changing === 0) order.lots = order.agreed
        if (!order.isCancelAsked) order.unanswered = null
        break
      case 'accepted':
      case 'triggered':
        order.isTriggered ||= event.kind === 'triggered'
        if (!order.isCancelAsked) order.unanswered = null
        break
      default:
    }
  }

  #add(id: number, parent: BookedOrder | null, intent: OrderIntent, sentAt: EpochMs): BookedOrder {
    const lots = 'lots' in intent.quantity ? intent.quantity.lots : Number.NaN
    const order = {
      id,
      parent,
      intent,
      sentAt,
      lots,
      agreed: lots,
      changing: 0,
      most: lots,
      filled: 0,
      price: intent.price,
      isTriggered: false,
      twins: 0,
      isCancelAsked: false,
      isOver: false,
      overAt: Number.NaN,
      unanswered: sentAt,
    }
    this.#orders.set(id, order)
    this.live.add(order)
    return order
  }

  #count(working: readonly BrokerOrder[]): void {
    for (const order of this.#twinned) order.twins = 0
    this.#twinned = []
    if (working.length < 2) return
    const seen = new Set<number>()
    for (const { clientOrderId } of working) {
      if (seen.has(clientOrderId)) this.#twin(clientOrderId)
      seen.add(clientOrderId)
    }
  }

  #twin(id: number): void {
    const order = this.#orders.get(id)
    if (order === undefined) return
    order.twins++
    this.#twinned.push(order)
  }

  #end(order: BookedOrder, time: EpochMs): void {
    order.isOver = true
    order.overAt = time
    order.unanswered = null
    this.live.delete(order)
  }
}

function ask(order: BookedOrder, time: EpochMs): void {
  if (order.isOver) return
  order.isCancelAsked = true
  order.unanswered = time
}

/** Whether an order guards a position. */
export function isStop({ reduceOnly, role, price }: OrderIntent): boolean {
  return reduceOnly && (role === 'stop' || stopTypes.has(price.type))
}
