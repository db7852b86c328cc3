// An invariant: what holds after every event of every run, whatever goes wrong. CHAOS-FAULTS.md lists them by their ids.

import type { RunInside } from '../../engine/injection.js'
import type { Approved } from '../../model/approved.js'
import type { BrokerEvent, BrokerOrder, OrderChange, OrderEvent, OrderTicket, Statement } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { InvariantId } from './invariant-id.js'

/** What did not hold, with the numbers that were compared. */
export interface Violation {
  readonly invariant: InvariantId
  readonly time: EpochMs
  readonly message: string
  readonly context: Readonly<Record<string, number | string>>
}

/** What an invariant does not hold by; null while it holds. */
export type Finding = Omit<Violation, 'invariant' | 'time'> | null

/** One run held to one invariant. What it leaves out it does not look at. */
export interface Check {
  /** A request passed the port, on its way to the broker. */
  sent?(request: SentRequest, time: EpochMs): Finding
  /** The venue said something of an order, before any fault had its way with it. */
  told?(event: OrderEvent, time: EpochMs): Finding
  afterEvent?(event: BrokerEvent, time: EpochMs): Finding
  afterTime?(time: EpochMs): Finding
  atEnd?(time: EpochMs): Finding
}

export type SentRequest =
  | { readonly kind: 'submit'; readonly ticket: OrderTicket }
  | { readonly kind: 'modify'; readonly change: Approved<OrderChange> }
  | { readonly kind: 'cancel'; readonly clientOrderId: number }
  /** By its permanent id. */
  | { readonly kind: 'cancel-one'; readonly order: BrokerOrder }
  | { readonly kind: 'cancel-all' }

/** What goes wrong in a run. */
export interface Trouble {
  /** When the last of what came on so far is over; −Infinity where nothing came on. */
  until(): EpochMs
  /** What the broker would state of its books, where a fault has it state others than it has; null where none does. */
  misstated(time: EpochMs): Statement | null
}

export interface Invariant {
  /** `I7` */
  readonly id: InvariantId
  readonly says: string
  begin(run: RunInside, trouble: Trouble): Check
}
