// What an order may still trade.

import { type Instrument, lotValue } from './instrument.js'
import type { Order } from './order.js'

/** Lots; of a triggered order that still sleeps all of its own, of a notional that no price has met none. */
export function lotsLeft({ intent, quantity, filledQuantity }: Order): number {
  const sleeps = intent.role === 'triggered' && quantity === 0 && 'lots' in intent.quantity
  return sleeps ? intent.quantity.lots : quantity - filledQuantity
}

/** What is not spent of a notional, fees counted as spent; in the instrument's currency, null for an order in lots. */
export function notionalLeft({ intent, filledQuantity, averageFillPrice, fees }: Order, instrument: Instrument): number | null {
  if (!('notional' in intent.quantity)) return null
  return Math.max(0, intent.quantity.notional - filledQuantity * Math.abs(lotValue(instrument, averageFillPrice)) - fees)
}
