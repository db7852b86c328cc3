// What the ledger posts for a fill, worked out again from the fill: for whoever explains a run that is over.

import type { Fill } from '../model/fill.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { fromMicros, toMicros } from '../model/money.js'
import { sign } from '../model/order.js'
import type { LedgerAccount } from './ledger.js'

export interface FillPosting {
  readonly account: LedgerAccount
  /** Units of the instrument's currency. */
  readonly amount: number
}

/** One entry an account, cash first; together they are zero. What is zero is left out. */
export function fillPostings({ side, quantity, price, referencePrice, fee }: Fill, instrument: Instrument): FillPosting[] {
  const lots = sign(side) * quantity
  const paid = toMicros(lots * lotValue(instrument, price))
  const inventory = toMicros(lots * lotValue(instrument, referencePrice))
  const charged = toMicros(fee)
  const entries = [
    ['cash', -paid - charged],
    ['inventory', inventory],
    ['slippage', paid - inventory],
    ['fees', charged],
  ] as const
  return entries.flatMap(([account, micros]) => (micros === 0 ? [] : [{ account, amount: fromMicros(micros) }]))
}
