// What an order could be worth: it is judged at its own price or the mark, whichever is more, for a sell below the mark fills at the mark.

import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { judgedPrice, type OrderPrice } from '../model/order-price.js'
import { worthOf } from './account-model.js'
import type { AccountState } from './control.js'

/** The most that one lot of an order is worth, in the account's currency; NaN without a mark. */
function mostOfLot(price: OrderPrice, account: AccountState, instrument: Instrument): number {
  const { referencePrice } = account
  return Math.max(worthOf(instrument, judgedPrice(price, referencePrice), account), worthOf(instrument, referencePrice, account))
}

/** Lots of an order and of each that it triggers, the largest of them, and the value of the most valuable. */
export interface OrderWorth {
  lots: number
  value: number
}

/** One object, filled anew for each order. */
const worth: OrderWorth = { lots: 0, value: 0 }

/** Good until the next order is asked about. */
export function orderWorth({ quantity, price, children }: OrderIntent, account: AccountState, instrument: Instrument): OrderWorth {
  const each = mostOfLot(price, account, instrument)
  worth.lots = 'lots' in quantity ? quantity.lots : quantity.notional / each
  worth.value = 'lots' in quantity ? quantity.lots * each : quantity.notional
  for (const child of children) {
    if (child.role !== 'triggered') continue
    worth.lots = Math.max(worth.lots, child.lots)
    worth.value = Math.max(worth.value, child.lots * mostOfLot(child.price, account, instrument))
  }
  return worth
}
