// Finite numbers only: a NaN or an infinite price or quantity never leaves the system.

import type { OrderQuantity } from '../model/order.js'
import type { OrderPrice } from '../model/signal.js'
import type { Control } from './control.js'

/** Every price and quantity of the intent, its children's too, is a finite number. */
export const finite: Control = (intent) => {
  for (const [field, value] of numbersOf(intent.price, intent.quantity)) {
    if (!Number.isFinite(value)) return { code: 'NOT_FINITE', context: { field, value: String(value) } }
  }
  for (const { role, price } of intent.children) {
    const value = 'at' in price ? price.at : price.percentOfFill
    if (!Number.isFinite(value)) return { code: 'NOT_FINITE', context: { field: role, value: String(value) } }
  }
  return null
}

function* numbersOf(price: OrderPrice, quantity: OrderQuantity): Iterable<readonly [string, number]> {
  if ('lots' in quantity) yield ['quantity', quantity.lots]
  else yield ['notional', quantity.notional]
  if ('limit' in price) yield ['limit', price.limit]
  if ('trigger' in price) yield ['trigger', price.trigger]
}
