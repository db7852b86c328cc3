// The ledger range: the largest value of an order that the ledger can hold. Beyond it a double of micro-units is no longer exact.

import { type Instrument, lotValue } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import type { Control } from './control.js'

/** Half of what a balance can hold, in currency units: two such orders still add up exactly. */
export const MOST_NOTIONAL = 4_500_000_000

/** What an order is worth at its own price or the mark; currency. */
export function notionalOf({ quantity, price, side }: OrderIntent, referencePrice: number, instrument: Instrument): number {
  return 'notional' in quantity
    ? quantity.notional
    : Math.abs(quantity.lots * lotValue(instrument, judgedPrice(price, side, referencePrice)))
}

/** An order is worth at most 4.5 billion, at its own price or the mark. */
export const notional: Control = (intent, account, instrument) => {
  const value = notionalOf(intent, account.referencePrice, instrument)
  return value > MOST_NOTIONAL ? { code: 'NOTIONAL_TOO_LARGE', context: { value: Math.round(value), limit: MOST_NOTIONAL } } : null
}
