// The largest order value that the ledger can hold: beyond it a double of micro-units is no longer exact.

import { lotValue } from '../model/instrument.js'
import { judgedPrice } from '../model/signal.js'
import type { Control } from './control.js'

/** Half of what a balance can hold, in currency units: two such orders still add up exactly. */
const MOST = 4_500_000_000

/** An order is worth at most 4.5 billion, at its own price or the mark. */
export const notional: Control = ({ quantity, price }, account, instrument) => {
  const value =
    'notional' in quantity ? quantity.notional : Math.abs(quantity.lots * lotValue(instrument, judgedPrice(price, account.referencePrice)))
  return value > MOST ? { code: 'NOTIONAL_TOO_LARGE', context: { value: Math.round(value), limit: MOST } } : null
}
