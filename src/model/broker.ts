// The broker port: approved orders go in, events come out. The simulated venue and Interactive Brokers both implement it.

import type { Approved } from './approved.js'
import type { Capabilities } from './capabilities.js'
import type { Fill } from './fill.js'
import type { OrderIntent } from './order.js'
import type { OrderPrice } from './order-price.js'
import type { EpochMs } from './time.js'

/** An order as it goes to a broker: an approved intent under our own identity. */
export interface OrderTicket {
  readonly clientOrderId: number
  readonly intent: Approved<OrderIntent>
  /** Ids reserved for the children, in the order of `intent.children`. */
  readonly childIds: readonly number[]
  /** The children as orders of their own, where the sender has them at hand: what `childIntent` makes of each. */
  readonly childIntents?: readonly OrderIntent[] | undefined
}

/** New prices or quantity for a working order, approved again. */
export interface OrderChange {
  readonly clientOrderId: number
  readonly price: OrderPrice
  /** Lots of the whole order, those included that have filled by the time it arrives; null leaves the quantity. */
  readonly quantity: number | null
}

/** What a broker says of one order. */
export type OrderEvent =
  | { readonly kind: 'accepted'; readonly clientOrderId: number; readonly time: EpochMs }
  | {
      readonly kind: 'updated'
      readonly clientOrderId: number
      readonly time: EpochMs
      readonly price: OrderPrice
      /** Lots still to fill; null where they are as they were. */
      readonly quantity: number | null
      /** It answers no request: a trail followed, less is left to reduce, or a split came. A request that is under way is still to be answered. */
      readonly isUnasked?: boolean
    }
  | { readonly kind: 'triggered'; readonly clientOrderId: number; readonly time: EpochMs }
  | { readonly kind: 'filled'; readonly clientOrderId: number; readonly time: EpochMs; readonly fill: Fill; readonly done: boolean }
  | { readonly kind: 'canceled'; readonly clientOrderId: number; readonly time: EpochMs; readonly why: string }
  | { readonly kind: 'expired'; readonly clientOrderId: number; readonly time: EpochMs; readonly why: string }
  | { readonly kind: 'rejected'; readonly clientOrderId: number; readonly time: EpochMs; readonly why: string }
  /** A modify or cancel came too late or cannot be; the order is as it was. */
  | { readonly kind: 'update-rejected' | 'cancel-rejected'; readonly clientOrderId: number; readonly time: EpochMs; readonly why: string }
  /** What a fill cost, where the broker tells it later than the fill: currency, on top of the fill's own fee. */
  | {
      readonly kind: 'commission'
      readonly clientOrderId: number
      readonly time: EpochMs
      readonly fillId: number
      readonly amount: number
    }
  | ({ readonly kind: 'revised'; readonly clientOrderId: number } & Revision)

/** An error trade (FIA 4.3): the venue takes an execution back, or says that it was at another price or of other lots. The order stays as it was. */
export interface Revision {
  /** As it was told first; its id is the root of all that is said of it later. */
  readonly fill: Fill
  /** What stands in its place, under the same id; null where nothing does. Of several the last one stands. */
  readonly becomes: Fill | null
  /** When the venue said so. */
  readonly time: EpochMs
}

/** What a broker says of itself and of the account. */
export type SessionEvent =
  | { readonly kind: 'disconnected'; readonly time: EpochMs; readonly why: string }
  | { readonly kind: 'reconnected'; readonly time: EpochMs }
  /** The first id that the broker takes for an order, as it says on every connection. It may go back; ids never do. */
  | { readonly kind: 'next-id'; readonly time: EpochMs; readonly id: number }
  /** The account as the broker sees it, in its base currency. */
  | { readonly kind: 'account'; readonly time: EpochMs; readonly cash: number; readonly equity: number }
  | { readonly kind: 'statement'; readonly time: EpochMs; readonly statement: Statement }

/** An order by the broker's own books. */
export interface BrokerOrder {
  /** The broker's own id of it, which no other order has. */
  readonly permanentId: number
  /** As we sent it. A modify that goes wrong leaves two orders under one. */
  readonly clientOrderId: number
  /** Lots still to fill; 0 while it sleeps, and of an amount of money. */
  readonly lots: number
  readonly price: OrderPrice
}

/** The account by the broker's own books. */
export interface Statement {
  /** Net lots by asset; what is not held may be left out. */
  readonly lots: ReadonlyMap<string, number>
  /** The orders that work, those that wait for their parent among them. Of several under one client id the last is ours, and the others are its twins. */
  readonly working: readonly BrokerOrder[]
  /** Executions since the time that was asked for, in the order in which they were made and as they were told first. */
  readonly executions: readonly Fill[]
  /** What was said of executions later, since that time and in that order. */
  readonly revisions: readonly Revision[]
}

export type BrokerEvent = OrderEvent | SessionEvent

export interface Broker {
  /** What it takes; what it does not is denied before it is sent. */
  readonly capabilities: Capabilities
  submit(ticket: OrderTicket, time: EpochMs): void
  modify(change: Approved<OrderChange>, time: EpochMs): void
  cancel(clientOrderId: number, time: EpochMs, why: string): void
  cancelAll(time: EpochMs, why: string): void
  /** Ends the order of this permanent id, whatever else works under its client id; no word answers it, but the next statement. Absent where there is none to be had. */
  cancelOne?(order: BrokerOrder, time: EpochMs, why: string): void
  /** Asks for a statement with the executions since a time; a `statement` answers it. Absent where there is none to be had. */
  requestStatement?(since: EpochMs, time: EpochMs): void
}
