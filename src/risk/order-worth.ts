// What an order could be worth: it is judged at its own price or the mark, whichever is more, for a sell below the mark fills at the mark.

import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { mostPrice } from '../model/order-price.js'
import { orderLots, orderValue, triggeredBy, worthOf } from './account-model.js'
import type { AccountState } from './control.js'

/** The most that one lot of an order is worth, in the account's currency; NaN without a mark. */
export function mostOfLot({ price, side }: Pick<OrderIntent, 'price' | 'side'>, account: AccountState, instrument: Instrument): number {
  return worthOf(instrument, mostPrice(price, side, account.referencePrice), account)
}

/** Lots of an order that may open, or of the largest that it triggers. */
export function mostLots(intent: OrderIntent, account: AccountState, instrument: Instrument): number {
  let most = intent.reduceOnly ? 0 : orderLots(intent, mostOfLot(intent, account, instrument), account)
  for (const { lots } of triggeredBy(intent)) most = Math.max(most, lots)
  return most
}

/** Value of an order that may open, or of the most valuable that it triggers; the account's currency. */
export function mostValue(intent: OrderIntent, account: AccountState, instrument: Instrument): number {
  let most = intent.reduceOnly ? 0 : orderValue(intent, mostOfLot(intent, account, instrument), account)
  for (const one of triggeredBy(intent)) most = Math.max(most, one.lots * mostOfLot(one, account, instrument))
  return most
}
