// Orders: an intent is sized but unapproved; an order is an approved intent with a life.

import type { OrderPrice, TimeInForce } from './signal.js'
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

/** A protective child: its price is absolute, or a fraction of the parent's fill price. */
export interface ChildIntent {
  readonly role: 'stop' | 'target'
  readonly price: { readonly at: number } | { readonly fractionOfFill: number }
}

/** Why the order exists; the report groups fills by it. */
export type OrderRole = 'entry' | 'exit' | 'rebalance' | 'stop' | 'target' | 'end-of-data'

/** A sized order that nobody approved yet. */
export interface OrderIntent {
  readonly strategy: string
  readonly instrument: string
  readonly tag: string
  readonly role: OrderRole
  readonly side: Side
  readonly quantity: OrderQuantity
  readonly price: OrderPrice
  readonly timeInForce: TimeInForce
  /** Lots of it that close an opposite position first, as a reversal does; they shrink as other orders close it. */
  readonly closing: number
  /** Only ever shrinks the strategy's position in the instrument; clamped again after every fill. */
  readonly reduceOnly: boolean
  /** Protective orders that wake as this one fills. */
  readonly children: readonly ChildIntent[]
  readonly reason: string
}

/** A protective child as an order of its own: its quantity is that of the parent's fills, its price is real once the parent has filled. */
export function childIntent(parent: OrderIntent, { role, price }: ChildIntent): OrderIntent {
  return {
    ...parent,
    role,
    side: opposite(parent.side),
    quantity: { lots: 0 },
    price: 'at' in price ? protectivePrice(role, price.at) : { type: 'market' },
    timeInForce: 'GTC',
    closing: 0,
    reduceOnly: true,
    children: [],
    reason: '',
  }
}

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
  readonly intent: OrderIntent
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
