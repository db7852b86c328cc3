// What a control is: it looks at one intent and the account, and allows it or says why not. One control a file.

import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'

/** The account as controls see it; currency units and lots. */
export interface AccountState {
  readonly equity: number
  readonly grossExposure: number
  /** Value of working orders that would open or add to positions, the one being replaced left out. */
  readonly committed: number
  /** The account's signed lots in the intent's instrument, all strategies together. */
  readonly netLots: number
  /** The price that a market order is judged at: the last mark. NaN before the first. */
  readonly referencePrice: number
  /** What reductions sent in the same batch will free, under `rotation: same-open`. */
  readonly released: number
}

/** Null allows; a denial says no. */
export type Control = (intent: OrderIntent, account: AccountState, instrument: Instrument) => Denial | null
