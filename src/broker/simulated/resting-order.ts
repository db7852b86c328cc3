// An order as it rests at the simulated venue. The matching walks copies, so that two paths of one bar can be compared.

import type { ChildIntent, OrderIntent, OrderRole } from '../../model/order.js'
import type { OrderPrice } from '../../model/signal.js'
import type { EpochMs, IsoDate } from '../../model/time.js'

export interface RestingChild {
  readonly id: number
  readonly intent: ChildIntent
}

export class RestingOrder {
  readonly id: number
  readonly intent: OrderIntent
  readonly role: OrderRole
  /** +1 buy, −1 sell. */
  readonly side: 1 | -1
  readonly children: readonly RestingChild[]
  readonly parentId: number | null
  readonly arrivedAt: EpochMs
  price: OrderPrice
  /** Lots still to fill; a notional order has none until its first fill. */
  leaves: number
  notional: number | null
  triggered = false
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

  constructor(fields: {
    id: number
    intent: OrderIntent
    role: OrderRole
    side: 1 | -1
    price: OrderPrice
    leaves: number
    notional: number | null
    children: readonly RestingChild[]
    parentId: number | null
    arrivedAt: EpochMs
  }) {
    this.id = fields.id
    this.intent = fields.intent
    this.role = fields.role
    this.side = fields.side
    this.price = fields.price
    this.leaves = fields.leaves
    this.notional = fields.notional
    this.children = fields.children
    this.parentId = fields.parentId
    this.arrivedAt = fields.arrivedAt
  }

  get isReduceOnly(): boolean {
    return this.intent.reduceOnly || this.parentId !== null
  }

  get isDone(): boolean {
    return this.leaves === 0 && this.notional === null
  }

  copy(): RestingOrder {
    const copy = new RestingOrder(this)
    copy.triggered = this.triggered
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
