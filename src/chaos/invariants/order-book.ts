// Every order as it was sent, and what the broker has said of it since, in the shares of now. What nobody has spoken of counts as working.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent, BrokerOrder } from '../../model/broker.js'
import { type Fill, shareTime } from '../../model/fill.js'
import { assetOf } from '../../model/instrument.js'
import { childIntent, type OrderIntent } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { splitOrderPrice } from '../../model/split-order.js'
import type { EpochMs } from '../../model/time.js'
import type { Listings } from './listings.js'
import type { SentRequest } from './sent-request.js'
import { fillLate, lotsAfter, type Standing, splitStanding } from './split-standing.js'
import { type BookedSplit, splitsBetween, splitsOf } from './splits.js'

const stopTypes: ReadonlySet<OrderPrice['type']> = new Set(['stop', 'stop-limit', 'trailing-stop', 'trailing-stop-limit'])

export interface BookedOrder extends Standing {
  readonly id: number
  readonly parent: BookedOrder | null
  readonly intent: OrderIntent
  readonly sentAt: EpochMs
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
  readonly #clock: RunInside['clock']
  readonly #listings: Listings
  readonly #splits: readonly BookedSplit[]
  /** How many of them have come. */
  #split = 0
  readonly #live = new Set<BookedOrder>()
  readonly #orders = new Map<number, BookedOrder>()
  readonly #fills = new Set<number>()
  /** What filled of each twin, by its permanent id. */
  readonly #twins = new Map<number, number>()
  /** Orders that have twins by the last statement. */
  #twinned: BookedOrder[] = []

  constructor(run: RunInside, listings: Listings) {
    this.#clock = run.clock
    this.#splits = splitsOf(run)
    this.#listings = listings
  }

  /** Those that have not ended. */
  get live(): ReadonlySet<BookedOrder> {
    this.#catchUp()
    return this.#live
  }

  get(id: number): BookedOrder | undefined {
    this.#catchUp()
    return this.#orders.get(id)
  }

  get orders(): Iterable<BookedOrder> {
    this.#catchUp()
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
        const { clientOrderId, quantity } = request.change
        const order = this.get(clientOrderId)
        if (order === undefined) return
        order.asked = [...order.asked, quantity === null ? (order.asked.at(-1) ?? order.agreed) : lotsAsked(order, quantity)]
        order.lots = mostOf(order)
        order.most = Math.max(order.most, order.lots)
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
    return 'clientOrderId' in event ? this.get(event.clientOrderId) : undefined
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
        else this.#fill(order, event.fill)
        if (event.done) this.#end(order, event.time)
        break
      case 'updated':
        if (!event.isUnasked) order.asked = order.asked.slice(1)
        this.#stand(order, event)
        if (event.isUnasked) break
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
        order.asked = order.asked.slice(1)
        order.lots = mostOf(order)
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

  #fill(order: BookedOrder, fill: Fill): void {
    // What had ended before it was never in the new shares.
    const since = this.#splitsSince(order, shareTime(fill))
    order.closing = Math.max(0, order.closing - lotsAfter(since, fill.quantity))
    if (order.isOver || since.length === 0) order.filled += fill.quantity
    else fillLate(order, fill, since)
  }

  #stand(order: BookedOrder, { price, quantity, time, isUnasked }: Extract<BrokerEvent, { kind: 'updated' }>): void {
    const since = this.#splitsSince(order, time)
    order.price = since.length === 0 ? price : this.#priceAfter(since, price, order.intent)
    order.sharesOf = this.#clock.now
    if (quantity !== null) this.#leave(order, quantity, time, since, isUnasked === true)
    order.lots = mostOf(order)
  }

  /** The broker says what is left of it. */
  #leave(order: BookedOrder, quantity: number, time: EpochMs, since: readonly BookedSplit[], isUnasked: boolean): void {
    const left = lotsAfter(since, quantity)
    if (isUnasked) order.closing = Math.max(0, order.closing - Math.max(0, order.agreed - order.filled - left))
    order.agreed = order.filled + left
    order.leftSaidAt = time
  }

  #priceAfter(splits: readonly BookedSplit[], price: OrderPrice, { side, instrument }: OrderIntent): OrderPrice {
    const listing = this.#listings.of(instrument)
    return splits.reduce((one, { ratio }) => splitOrderPrice(one, side, ratio, listing), price)
  }

  /** What was said at a time and is heard only after these counts in the shares of now. */
  #splitsSince({ intent }: BookedOrder, time: EpochMs): readonly BookedSplit[] {
    return splitsBetween(this.#splits, this.#listings.assetOf(intent.instrument), time, this.#clock.now)
  }

  /** Puts what has not ended into the shares of now. */
  #catchUp(): void {
    for (let next = this.#splits[this.#split]; next !== undefined && next.time <= this.#clock.now; next = this.#splits[this.#split]) {
      this.#split++
      for (const order of this.#live) {
        const listing = this.#listings.of(order.intent.instrument)
        if (assetOf(listing) === next.asset) splitStanding(order, next, order.intent.side, listing)
      }
    }
  }

  #add(id: number, parent: BookedOrder | null, intent: OrderIntent, sentAt: EpochMs): BookedOrder {
    const lots = 'lots' in intent.quantity ? intent.quantity.lots : Number.NaN
    const order = {
      id,
      parent,
      intent,
      closing: intent.closing,
      sentAt,
      lots,
      agreed: lots,
      asked: [],
      most: lots,
      filled: 0,
      filledBySplits: 0,
      sharesOf: sentAt,
      leftSaidAt: Number.NEGATIVE_INFINITY,
      price: intent.price,
      isTriggered: false,
      twins: 0,
      isCancelAsked: false,
      isOver: false,
      overAt: Number.NaN,
      unanswered: sentAt,
    }
    this.#orders.set(id, order)
    this.#live.add(order)
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
    this.#live.delete(order)
  }
}

function ask(order: BookedOrder, time: EpochMs): void {
  if (order.isOver) return
  order.isCancelAsked = true
  order.unanswered = time
}

function mostOf({ agreed, asked }: BookedOrder): number {
  return Math.max(agreed, ...asked)
}

/** Lots in all that a change asks for, with what has filled as it was told. */
export function lotsAsked({ filledBySplits }: BookedOrder, quantity: number): number {
  return quantity - filledBySplits
}

/** Whether an order guards a position. */
export function isStop({ reduceOnly, role, price }: OrderIntent): boolean {
  return reduceOnly && (role === 'stop' || stopTypes.has(price.type))
}
