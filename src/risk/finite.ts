// Finite numbers only: a NaN or an infinite price or quantity never leaves the system.

import type { Denial } from '../model/denial.js'
import type { Control } from './control.js'

/** Every price and quantity of the intent, its children's too, is a finite number. */
export const finite: Control = ({ price, quantity, children }) => {
  const denial = 'lots' in quantity ? unlessFinite('quantity', quantity.lots) : unlessFinite('notional', quantity.notional)
  if (denial !== null) return denial
  if ('limit' in price && !Number.isFinite(price.limit)) return unlessFinite('limit', price.limit)
  if ('trigger' in price && !Number.isFinite(price.trigger)) return unlessFinite('trigger', price.trigger)
  for (const child of children) {
    const value = 'at' in child.price ? child.price.at : child.price.fractionOfFill
    if (!Number.isFinite(value)) return unlessFinite(child.role, value)
  }
  return null
}

function unlessFinite(field: string, value: number): Denial | null {
  return Number.isFinite(value) ? null : { code: 'NOT_FINITE', context: { field, value: String(value) } }
}
