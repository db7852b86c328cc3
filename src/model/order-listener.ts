// Who hears what becomes of orders: stages that count what was sent and what it brought.

import type { OrderEvent } from './broker.js'
import type { Fill } from './fill.js'
import type { Order, OrderIntent } from './order.js'
import type { RoundTrip } from './round-trip.js'
import type { EpochMs } from './time.js'

export interface OrderListener {
  /** An order went to the broker; of a change, what the order becomes. */
  sent?(intent: OrderIntent, isChange: boolean, time: EpochMs): void
  /** The broker said something of an order, and it has been taken in: of a fill, the ledger has booked it. */
  heard?(event: OrderEvent, order: Order, time: EpochMs): void
  /** An error trade: what stood until then and what does now; null where that is nothing. */
  revised?(before: Fill | null, becomes: Fill | null, order: Order): void
  /** A fill closed a round trip. */
  closed?(trip: RoundTrip, time: EpochMs): void
}
