// What a control is: it looks at one intent and the account, and allows it or says why not. One control a file.

import type { JudgedAccount } from '../model/decision.js'
import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'

/** The account as controls see it; currency units and lots. */
export interface AccountState extends JudgedAccount {
  /** The price that a market order is judged at: the last mark. NaN before the first, and where it is no price. */
  readonly referencePrice: number
}

/** Null allows; a denial says no. */
export type Control = (intent: OrderIntent, account: AccountState, instrument: Instrument) => Denial | null
