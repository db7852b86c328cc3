// The broker port: approved orders go in, events come out. The simulated venue and Interactive Brokers both implement it.

import type { Approved } from './approved.js'
import type { Fill } from './fill.js'
import type { OrderIntent } from './order.js'
import type { OrderPrice } from './signal.js'
import type { EpochMs } from './time.js'

/** An order as it goes to a broker: an approved intent under our own identity. */
export interface OrderTicket {
  readonly clientOrderId: number
  readonly intent: Approved<OrderIntent>
  /** Ids reserved for the children, in the order of `intent.children`. */
  readonly childIds: readonly number[]
}

/** New prices or quantity for a working order, approved again. */
export interface OrderChange {
  readonly clientOrderId: number
  readonly price: OrderPrice
  /** Lots; null leaves the quantity. */
  readonly quantity: number | null
}

export type BrokerEvent =
  | { readonly kind: 'accepted'; readonly clientOrderId: number; readonly time: EpochMs }
  | {
      readonly kind: 'updated'
      readonly clientOrderId: number
      readonly time: EpochMs
      readonly price: OrderPrice
      readonly quantity: number | null
    }
  | { readonly kind: 'triggered'; readonly clientOrderId: number; readonly time: EpochMs }
  | { readonly kind: 'filled'; readonly clientOrderId: number; readonly time: EpochMs; readonly fill: Fill; readonly done: boolean }
  | { readonly kind: 'canceled'; readonly clientOrderId: number; readonly time: EpochMs; readonly why: string }
  | { readonly kind: 'expired'; readonly clientOrderId: number; readonly time: EpochMs }
  | { readonly kind: 'rejected'; readonly clientOrderId: number; readonly time: EpochMs; readonly why: string }

export interface Broker {
  submit(ticket: OrderTicket, time: EpochMs): void
  modify(change: Approved<OrderChange>, time: EpochMs): void
  cancel(clientOrderId: number, time: EpochMs, why: string): void
  cancelAll(time: EpochMs, why: string): void
}
