// Orders: an intent is sized but unapproved; an order is an approved intent with a life.

import { isForClose, type OrderPrice, type Trail } from './order-price.js'
import type { OcaGroup, TimeInForce } from './signal.js'
import type { EpochMs } from './time.js'

export type Side = 'buy' | 'sell'

/** +1 for a buy, −1 for a sell. */
export function sign(side: Side): 1 | -1 {
  return side === 'buy' ? 1 : -1
}

export function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy'
}

/** Whole lots, or a currency amount that becomes lots at the fill price (research only; it includes the fees). */
export type OrderQuantity = { readonly lots: number } | { readonly notional: number }

/** An order that sleeps at the venue until its parent fills: one that protects what the parent opened, or any other (one triggers another). */
export type ChildIntent = ProtectiveChild | TriggeredChild

/**
 * Its price is absolute, a fraction of the parent's fill price, or trails behind that price; a stop may be given both a first trigger and a trail. One
 * that trails and is given a `limitFraction` becomes a limit order, that fraction of the fill's price beyond its trigger.
 */
export interface ProtectiveChild {
  readonly role: 'stop' | 'target'
  readonly price:
    | ProtectivePoint
    | { readonly trail: Trail; readonly from: ProtectivePoint | null; readonly limitFraction?: number | undefined }
}

export type ProtectivePoint = { readonly at: number } | { readonly fractionOfFill: number }

/** An order with a side, a size and a price of its own; it does not only reduce. */
export interface TriggeredChild {
  readonly role: 'triggered'
  readonly side: Side
  readonly lots: number
  readonly price: OrderPrice
}

/** Why the order exists; the report groups fills by it. */
export type OrderRole =
  | 'entry'
  | 'exit'
  | 'rebalance'
  | 'stop'
  | 'target'
  | 'triggered'
  | 'liquidation'
  | 'flatten'
  | 'corporate-action'
  | 'end-of-data'

/** What an order may do besides its price and time in force; most have `plainTerms`. */
export interface OrderTerms {
  /** When a GTD order ends; null for the others. */
  readonly goodTill: EpochMs | null
  /** Whether it works before the open and after the close too. */
  readonly outsideRth: boolean
  /** A limit that would trade at once is canceled instead. */
  readonly postOnly: boolean
  readonly oca: OcaGroup | null
  /** Whether children wake with each part of it that fills, or once all of it has. */
  readonly childrenAfter: 'partial' | 'full'
}

export const plainTerms: OrderTerms = Object.freeze({
  goodTill: null,
  outsideRth: false,
  postOnly: false,
  oca: null,
  childrenAfter: 'partial',
})

/** Whether they are `plainTerms`, or say the same. */
export function isPlain(terms: OrderTerms): boolean {
  return (
    terms === plainTerms ||
    (terms.goodTill === null && !terms.outsideRth && !terms.postOnly && terms.oca === null && terms.childrenAfter === 'partial')
  )
}

/** A sized order that nobody approved yet. */
export interface OrderIntent {
  readonly strategy: string
  /** The virtual account that it is of; absent in a run without any, and for what is in none. */
  readonly account?: string | undefined
  readonly instrument: string
  readonly tag: string
  readonly role: OrderRole
  readonly side: Side
  readonly quantity: OrderQuantity
  readonly price: OrderPrice
  readonly timeInForce: TimeInForce
  readonly terms: OrderTerms
  /** Lots of it that close an opposite position first, as a reversal does, as it was sent: an order manager knows how many are left. */
  readonly closing: number
  /** Only ever shrinks the strategy's position in the instrument; clamped again after every fill. */
  readonly reduceOnly: boolean
  /** Orders that wake as this one fills. */
  readonly children: readonly ChildIntent[]
  readonly reason: string
}

/** A child as an order of its own: protection has the quantity of the parent's fills, and its price is real once the parent has filled. */
export function childIntent(parent: OrderIntent, child: ChildIntent): OrderIntent {
  const { strategy, account, instrument, tag } = parent
  const isTriggered = child.role === 'triggered'
  return {
    strategy,
    account,
    instrument,
    tag,
    role: child.role,
    side: isTriggered ? child.side : opposite(parent.side),
    quantity: isTriggered ? { lots: child.lots } : noLots,
    price: isTriggered ? child.price : 'at' in child.price ? protectivePrice(child.role, child.price.at) : atMarket,
    timeInForce: isTriggered && isForClose(child.price) ? 'DAY' : 'GTC',
    terms: plainTerms,
    closing: 0,
    reduceOnly: !isTriggered,
    children: noChildren,
    reason: '',
  }
}

const noLots: OrderQuantity = { lots: 0 }
const atMarket: OrderPrice = { type: 'market' }
const noChildren: readonly ChildIntent[] = []

/** A stop or a target at a price. */
export function protectivePrice(role: 'stop' | 'target', at: number): OrderPrice {
  return role === 'stop' ? { type: 'stop', trigger: at } : { type: 'limit', limit: at }
}

export type OrderStatus =
  | 'initialized'
  | 'denied'
  | 'submitted'
  | 'accepted'
  | 'triggered'
  | 'pending-update'
  | 'pending-cancel'
  | 'partially-filled'
  | 'filled'
  | 'canceled'
  | 'rejected'
  | 'expired'

/** An order as the order manager knows it. */
export interface Order {
  readonly clientOrderId: number
  readonly parentId: number | null
  /** As it was placed; a split restates it. */
  intent: OrderIntent
  readonly createdAt: EpochMs
  status: OrderStatus
  price: OrderPrice
  /** Lots; 0 until a notional order is filled. */
  quantity: number
  filledQuantity: number
  /** Volume-weighted mean of its fills; 0 before the first. */
  averageFillPrice: number
  fees: number
  updatedAt: EpochMs
  /** Why it was denied, rejected, canceled or expired; empty otherwise. */
  note: string
}

/** True when nothing more can happen to the order. */
export function isTerminal(status: OrderStatus): boolean {
  return status === 'denied' || status === 'filled' || status === 'canceled' || status === 'rejected' || status === 'expired'
}

/** One of a strategy's own working orders, as the strategy sees it. */
export interface WorkingOrder {
  readonly tag: string
  readonly role: OrderRole
  readonly side: Side
  readonly price: OrderPrice
  /** Lots still to fill; 0 for a notional that no price has met yet. */
  readonly leaves: number
}
