// What a run keeps of what the broker said of its orders: one word each, in the order in which they were heard.

import type { OrderEvent } from './broker.js'
import type { OrderPrice } from './order-price.js'
import type { EpochMs } from './time.js'

/** Every word that a broker has for an order. */
export const heardKinds = [
  'accepted',
  'updated',
  'triggered',
  'filled',
  'canceled',
  'expired',
  'rejected',
  'update-rejected',
  'cancel-rejected',
  'commission',
  'revised',
] as const satisfies readonly OrderEvent['kind'][]

export interface HeardEvent {
  readonly clientOrderId: number
  readonly kind: (typeof heardKinds)[number]
  /** When it happened at the venue, and when we heard of it. */
  readonly time: EpochMs
  readonly heardAt: EpochMs
  /** What an update made of the order; null for every other word. */
  readonly update: HeardUpdate | null
  /** The fill that it tells of, or whose charge, or that it takes back or puts right; null for the rest. */
  readonly fillId: number | null
  /** A charge that was told later than its fill: currency. Null for the rest. */
  readonly amount: number | null
  /** Why it ended, or was refused; empty otherwise. */
  readonly why: string
}

export interface HeardUpdate {
  readonly price: OrderPrice
  /** Lots still to fill; null where they are as they were. */
  readonly leaves: number | null
  /** A trailing stop moves at every bar: its moves are one row, the last of them, and this is how many they were. 1 otherwise. */
  readonly moves: number
}
