// An order as it rests at the simulated venue. The matching walks copies, so that two paths of one bar can be compared.

import type { ChildIntent, OrderIntent } from '../../model/order.js'
import type { OrderPrice } from '../../model/signal.js'
import type { EpochMs, IsoDate } from '../../model/time.js'

export interface RestingChild {
  readonly id: number
  readonly intent: ChildIntent
}

export class RestingOrder {
  readonly id: number
  readonly intent: OrderIntent
  /** +1 buy, −1 sell. */
  readonly side: 1 | -1
  readonly children: readonly RestingChild[]
  readonly parentId: number | null
  readonly arrivedAt: EpochMs
  price: OrderPrice
  /** Lots still to fill; a notional order has none until its first fill. */
  leaves = 0
  notional: number | null = null
  triggered = false
  /** Lots of `leaves` that close an opposite position before the rest opens one. */
  closing: number
  /** A price that was changed inside a bar, for the bars after it. */
  nextPrice: OrderPrice | null = null
  /** A child that waits for its parent's first fill. */
  dormant = false
  /** The bar inside which it came to life, or −1: it cannot use that bar's open. */
  bornBar = -1
  /** Whether it has met the price at which it woke. */
  metBirthPrice = false
  filledUnits = 0
  filledValue = 0
  feesPaid = 0
  /** The session in which it first worked; a DAY order ends with it. */
  session: IsoDate | null = null

  constructor(
    id: number,
    intent: OrderIntent,
    side: 1 | -1,
    price: OrderPrice,
    children: readonly RestingChild[],
    parentId: number | null,
    arrivedAt: EpochMs,
  ) {
    this.id = id
    this.intent = intent
    this.closing = intent.closing
    this.side = side
    this.price = price
    this.children = children
    this.parentId = parentId
    this.arrivedAt = arrivedAt
  }

  get isReduceOnly(): boolean {
    return this.intent.reduceOnly || this.parentId !== null
  }

  get isDone(): boolean {
    return this.leaves === 0 && this.notional === null
  }

  copy(): RestingOrder {
    const copy = new RestingOrder(this.id, this.intent, this.side, this.price, this.children, this.parentId, this.arrivedAt)
    copy.leaves = this.leaves
    copy.notional = this.notional
    copy.triggered = this.triggered
    copy.closing = this.closing
    copy.nextPrice = this.nextPrice
    copy.dormant = this.dormant
    copy.bornBar = this.bornBar
    copy.metBirthPrice = this.metBirthPrice
    copy.filledUnits = this.filledUnits
    copy.filledValue = this.filledValue
    copy.feesPaid = this.feesPaid
    copy.session = this.session
    return copy
  }
}
