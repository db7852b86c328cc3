// An order that can still change, with what we asked of it last: what a strategy wishes again is compared with that, and not with how it was placed.

import type { OrderChange, OrderEvent } from '../model/broker.js'
import { splitLots } from '../model/corporate-action.js'
import { type Fill, shareTime } from '../model/fill.js'
import type { Order, OrderIntent, OrderStatus } from '../model/order.js'
import { lotsLeft } from '../model/order-left.js'
import type { OrderPrice } from '../model/order-price.js'
import type { EpochMs } from '../model/time.js'
import type { Desk } from './desk.js'
import { averaged, type FillTotals } from './order-fills.js'
import { advance, advanceBeneath, type LifeEvent, type LifeState, lifeStates } from './order-state.js'

/** A split of an order's instrument, and what it makes of what an order asks for. */
export interface OrderSplit {
  readonly time: EpochMs
  readonly ratio: number
  readonly restated: (intent: OrderIntent) => OrderIntent
}

/** Its price, and the lots that are left to fill; null where nobody has said how many. */
interface Standing {
  readonly price: OrderPrice
  readonly quantity: number | null
}

/** Where an order stood as a split came. */
export interface Stood {
  readonly price: OrderPrice
  readonly quantity: number
  readonly closingLeft: number
}

/** What an order was asked to become. */
export interface AskedChange {
  readonly intent: OrderIntent
  /** Whether lots were asked for, and not a price alone. */
  readonly namesLots: boolean
}

const noChanges: readonly AskedChange[] = []
const noSplits: readonly OrderSplit[] = []

/** An order that can still change: others see the `Order` that it is, and the rest is the order manager's. */
export class LiveOrder implements Order {
  readonly clientOrderId: number
  readonly parentId: number | null
  intent: OrderIntent
  readonly createdAt: EpochMs
  status: OrderStatus = 'submitted'
  price: OrderPrice
  quantity: number
  filledQuantity = 0
  averageFillPrice = 0
  fees = 0
  updatedAt: EpochMs
  note = ''
  readonly #desk: Desk
  /** The id of its last fill, for as long as fills come in their order and bring their whole fee. */
  #lastFill = 0
  #state: LifeState = lifeStates.submitted
  #endedAsAsked = false
  #closingLeft: number
  /** What it would be without the request of ours that is under way. */
  #beneath: LifeState = lifeStates.submitted
  /** Lots that splits have made of what had filled before them, on top of what the record says. */
  #filledBySplits = 0
  /** What it was asked to become, the broker having agreed; null where that is how it was placed. */
  #agreed: OrderIntent | null = null
  /** Requests that are under way, the last one last. */
  #asked: readonly AskedChange[] = noChanges
  /** Those that it has lived over. */
  #splits: readonly OrderSplit[] = noSplits
  /** When the broker said last how many lots are left, by its word. */
  #leftSaidAt: EpochMs = Number.NEGATIVE_INFINITY

  constructor(clientOrderId: number, parentId: number | null, intent: OrderIntent, time: EpochMs, desk: Desk) {
    this.clientOrderId = clientOrderId
    this.parentId = parentId
    this.intent = intent
    this.createdAt = time
    this.price = intent.price
    this.#closingLeft = intent.closing
    this.quantity = parentId === null && 'lots' in intent.quantity ? intent.quantity.lots : 0
    this.updatedAt = time
    this.#desk = desk
  }

  /** Where it works. */
  get desk(): Desk {
    return this.#desk
  }

  get isOver(): boolean {
    return this.#state.isOver
  }

  get wish(): OrderIntent {
    return this.#asked.at(-1)?.intent ?? this.#agreed ?? this.intent
  }

  /** Lots of what is left that close an opposite position before the rest opens one. Never more than the venue still closes: what is missing here counts as opened. */
  get closingLeft(): number {
    return this.#closingLeft
  }

  /** The most lots that it may still trade, whichever of the changes under way the broker takes. */
  get mostLeft(): number {
    let most = lotsLeft(this)
    for (const { intent, namesLots } of this.#asked) {
      if (namesLots && 'lots' in intent.quantity) most = Math.max(most, intent.quantity.lots - this.filledToday)
    }
    return most
  }

  get changesUnderWay(): readonly AskedChange[] {
    return this.#asked
  }

  /** Lots that filled, in the shares of today. */
  get filledToday(): number {
    return this.filledQuantity + this.#filledBySplits
  }

  /** As the run keeps it. */
  get record(): Order {
    const { clientOrderId, parentId, intent, createdAt, status, price, quantity, filledQuantity, averageFillPrice, fees, updatedAt, note } =
      this
    return { clientOrderId, parentId, intent, createdAt, status, price, quantity, filledQuantity, averageFillPrice, fees, updatedAt, note }
  }

  /** Whether it ended after we had asked for that. */
  get endedAsAsked(): boolean {
    return this.#endedAsAsked
  }

  /** Takes a step of its life. */
  move(event: LifeEvent): void {
    const before = this.#state
    this.#state = advance(before, this.#beneath, event, this.clientOrderId)
    this.#beneath = advanceBeneath(before, this.#beneath, event)
    this.status = this.#state.status
    if (this.isOver) this.#endedAsAsked = before === lifeStates['pending-cancel']
  }

  ask({ price, quantity }: OrderChange): void {
    const { wish } = this
    const intent = { ...wish, price, quantity: quantity === null ? wish.quantity : { lots: quantity } }
    this.#asked = [...this.#asked, { intent, namesLots: quantity !== null }]
  }

  /** Takes where it stands by the broker's word; a request that is under way is answered by what was asked for alone. */
  stand({ price, quantity, time, isUnasked }: Extract<OrderEvent, { kind: 'updated' }>): void {
    if (quantity !== null) this.#leftSaidAt = time
    const left = this.quantity - this.filledQuantity
    this.#standAt(
      this.#splits.length === 0
        ? { price, quantity }
        : this.#inShares(
            price,
            quantity,
            this.#splits.filter((split) => split.time > time),
          ),
    )
    if (isUnasked) {
      // What the venue takes off an order it takes off what that was to close first: another order has closed it, or one of its group has filled.
      this.#close(left - (this.quantity - this.filledQuantity))
      return
    }
    this.#closingLeft = Math.min(this.#closingLeft, this.quantity - this.filledQuantity)
    this.answered(true)
    this.move('updated')
  }

  /** The broker answers requests in their order. */
  answered(isAgreed: boolean): void {
    const [first, ...later] = this.#asked
    if (first === undefined) return
    if (isAgreed) this.#agreed = first.intent
    this.#asked = later
  }

  /** Adds a fill to its sums; false where they have to be added up anew, because it came out of its order. */
  fill(fill: Fill): boolean {
    const { fillId, price, quantity, fee } = fill
    this.#close(this.#splits.length === 0 ? quantity : this.#restateFill(fill))
    if (!(fillId > this.#lastFill)) return false
    this.#lastFill = fillId
    this.averageFillPrice = averaged(this.averageFillPrice, this.filledQuantity, price, quantity)
    this.filledQuantity += quantity
    stretch(this)
    this.fees += fee
    return true
  }

  /** Takes sums that were added up anew; so it will be at each fill that still comes. */
  take(totals: FillTotals): void {
    this.#lastFill = Number.POSITIVE_INFINITY
    takeTotals(this, totals)
  }

  /** Where it stands, to be restated from. */
  get stood(): Stood {
    const { price, quantity } = this
    return { price, quantity, closingLeft: this.#closingLeft }
  }

  /** A split of an order that `stood` somewhere before it. Where it stands now is the broker's to say; where that has not been said yet, it is reckoned here. */
  restate(split: OrderSplit, stood: Stood): void {
    const { time, ratio, restated } = split
    const { filledQuantity } = this
    const isUntold = this.price === stood.price && this.quantity === stood.quantity
    // A child that still sleeps stands nowhere: the venue tells its price when it wakes.
    const isAsleep = this.parentId !== null && this.quantity === 0
    this.#splits = [...this.#splits, split]
    if (isUntold && !isAsleep) {
      this.#standAt(this.#inShares(this.price, this.quantity - filledQuantity, [split]))
      if (time > this.updatedAt) this.updatedAt = time
    }
    this.#filledBySplits = splitLots(filledQuantity + this.#filledBySplits, ratio) - filledQuantity
    this.intent = restated(this.intent)
    this.#closingLeft = splitLots(stood.closingLeft, ratio)
    if (this.#agreed !== null) this.#agreed = restated(this.#agreed)
    if (this.#asked.length > 0) this.#asked = this.#asked.map((asked) => ({ ...asked, intent: restated(asked.intent) }))
    if (isAsleep) this.price = this.intent.price
  }

  /** A fill from before a split that is heard of only after it: more lots have filled than it says, and are gone from what is left unless that was said since. Answers its lots in the shares of today. */
  #restateFill(fill: Fill): number {
    const { quantity, time } = fill
    const sharesOf = shareTime(fill)
    const since = this.#splits.filter((split) => split.time > sharesOf)
    if (since.length === 0) return quantity
    const today = since.reduce((lots, { ratio }) => splitLots(lots, ratio), quantity)
    this.#filledBySplits += today - quantity
    this.quantity += this.#leftSaidAt > time ? quantity : quantity - today
    return today
  }

  #close(lots: number): void {
    if (lots > 0 && this.#closingLeft > 0) this.#closingLeft = Math.max(0, this.#closingLeft - lots)
  }

  #standAt({ price, quantity }: Standing): void {
    this.price = price
    if (quantity !== null) this.quantity = this.filledQuantity + quantity
  }

  /** Where it stands after splits that it stood so before. */
  #inShares(price: OrderPrice, quantity: number | null, splits: readonly OrderSplit[]): Standing {
    const stood: OrderIntent = { ...this.intent, price, quantity: { lots: quantity ?? 0 } }
    const asked = splits.reduce((one, { restated }) => restated(one), stood)
    return { price: asked.price, quantity: quantity !== null && 'lots' in asked.quantity ? asked.quantity.lots : null }
  }
}

export function takeTotals(order: Order, totals: FillTotals): void {
  Object.assign(order, totals)
  stretch(order)
}

/** To what has filled. A triggered order that fills is awake with all of its lots, whether or not that has been heard. */
function stretch(order: Order): void {
  const { intent, quantity, filledQuantity } = order
  const wakes = quantity === 0 && filledQuantity > 0 && intent.role === 'triggered' && 'lots' in intent.quantity
  order.quantity = Math.max(wakes ? intent.quantity.lots : quantity, filledQuantity)
}
