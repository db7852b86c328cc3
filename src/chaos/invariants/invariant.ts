// An invariant: what holds after every event of every run, whatever goes wrong. CHAOS-FAULTS.md lists them by their ids.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent, OrderEvent, Statement } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { Books } from './books.js'
import type { InvariantId } from './invariant-id.js'
import type { SentRequest } from './sent-request.js'

/** What did not hold, with the numbers that were compared. */
export interface Violation {
  readonly invariant: InvariantId
  readonly time: EpochMs
  readonly message: string
  readonly context: Readonly<Record<string, number | string>>
}

/** What an invariant does not hold by; null while it holds. */
export type Finding = Omit<Violation, 'invariant' | 'time'> | null

/** One run held to one invariant. What it leaves out it does not look at. When it is asked the books have what it is asked about. */
export interface Check {
  /** A request passed the port, on its way to the broker. */
  readonly sent?: (request: SentRequest, time: EpochMs) => Finding
  /** The venue said something of an order, before any fault had its way with it. */
  readonly told?: (event: OrderEvent, time: EpochMs) => Finding
  readonly afterEvent?: (event: BrokerEvent, time: EpochMs) => Finding
  readonly afterTime?: (time: EpochMs) => Finding
  readonly atEnd?: (time: EpochMs) => Finding
  /** The same while the books do not have it: for what compares with how things stood. */
  readonly beforeSent?: (request: SentRequest, time: EpochMs) => void
  readonly beforeTold?: (event: OrderEvent) => void
  readonly beforeEvent?: (event: BrokerEvent, time: EpochMs) => void
}

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
  begin(run: RunInside, books: Books, trouble: Trouble): Check
}
