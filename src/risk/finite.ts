// Finite numbers only: a NaN or an infinite price, distance, time or quantity never leaves the system.

import { type Denial, notFinite } from '../model/denial.js'
import type { ChildIntent, ProtectivePoint } from '../model/order.js'
import type { OrderPrice, Trail } from '../model/order-price.js'
import type { Control } from './control.js'

/** Every price, distance and quantity of the intent, its children's too, and the time a GTD order ends, is a finite number. */
export const finite: Control = ({ price, quantity, children, terms }) => {
  const denial =
    ('lots' in quantity ? unlessFinite('quantity', quantity.lots) : unlessFinite('notional', quantity.notional)) ??
    unlessFinitePrice(price) ??
    (terms.goodTill === null ? null : unlessFinite('goodTill', terms.goodTill))
  if (denial !== null) return denial
  for (const child of children) {
    const found = unlessFiniteChild(child)
    if (found !== null) return found
  }
  return null
}

/** What a price has not, or leaves open, is fine. */
function unlessFinitePrice(price: OrderPrice): Denial | null {
  if (price.type === 'market') return null
  return (
    ('limit' in price && price.limit !== null ? unlessFinite('limit', price.limit) : null) ??
    ('trigger' in price && price.trigger !== null ? unlessFinite('trigger', price.trigger) : null) ??
    ('offset' in price ? unlessFinite('offset', price.offset) : null) ??
    ('trail' in price ? unlessFinite('trail', distanceOf(price.trail)) : null)
  )
}

function unlessFiniteChild(child: ChildIntent): Denial | null {
  if (child.role === 'triggered') return unlessFinite('triggered quantity', child.lots) ?? unlessFinitePrice(child.price)
  const { role, price } = child
  if (!('trail' in price)) return unlessFinite(role, numberOf(price))
  const { trail, from, limitFraction = 0 } = price
  return (
    unlessFinite('trail', distanceOf(trail)) ??
    unlessFinite('limit fraction', limitFraction) ??
    (from === null ? null : unlessFinite(role, numberOf(from)))
  )
}

function numberOf(point: ProtectivePoint): number {
  return 'at' in point ? point.at : point.fractionOfFill
}

function distanceOf(trail: Trail): number {
  return 'amount' in trail ? trail.amount : trail.fraction
}

function unlessFinite(field: string, value: number): Denial | null {
  return Number.isFinite(value) ? null : notFinite(field, value)
}
