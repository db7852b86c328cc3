// Whether a new intent asks for what its working order is already: then it is left alone, or changed in place.

import type { Order, OrderIntent, OrderTerms } from '../../model/order.js'
import { isSameTrail, type OrderPrice } from '../../model/order-price.js'

/** The same wish again: whatever part of it has filled, the order stays as it is. `wish` is what was asked of it last. */
export function isSame(working: Order, wish: OrderIntent, intent: OrderIntent): boolean {
  return (
    wish.side === intent.side &&
    wish.reduceOnly === intent.reduceOnly &&
    wish.timeInForce === intent.timeInForce &&
    wish.closing === intent.closing &&
    sameTerms(wish.terms, intent.terms) &&
    (samePrice(wish.price, intent.price) || (working.status !== 'pending-update' && samePrice(working.price, intent.price))) &&
    sameSize(wish, intent)
  )
}

/** The same quantity and children. */
function sameSize(wish: OrderIntent, intent: OrderIntent): boolean {
  const isPlain = wish.children.length === 0 && intent.children.length === 0
  if (isPlain && 'lots' in wish.quantity && 'lots' in intent.quantity && wish.quantity.lots === intent.quantity.lots) return true
  return JSON.stringify([wish.quantity, wish.children]) === JSON.stringify([intent.quantity, intent.children])
}

/** Whether an order stands at a price, and no change of it is under way. */
export function isAt(working: Order, price: OrderPrice): boolean {
  return working.status !== 'pending-update' && samePrice(working.price, price)
}

/** A working order can be modified where only price or quantity differ; a bracket, a triggered or a part-filled order is replaced. */
export function isModifiable(working: Order, intent: OrderIntent): boolean {
  const { intent: was } = working
  return (
    working.status === 'accepted' &&
    was.side === intent.side &&
    was.reduceOnly === intent.reduceOnly &&
    working.price.type === intent.price.type &&
    was.timeInForce === intent.timeInForce &&
    sameTerms(was.terms, intent.terms) &&
    was.closing === 0 &&
    intent.closing === 0 &&
    was.children.length === 0 &&
    intent.children.length === 0 &&
    'lots' in was.quantity &&
    'lots' in intent.quantity
  )
}

/** Whether the wish `b` is met by `a`. A trailing stop that is wished for without a trigger may stand anywhere. */
export function samePrice(a: OrderPrice, b: OrderPrice): boolean {
  if (a.type !== b.type) return false
  switch (a.type) {
    case 'trailing-stop':
    case 'trailing-stop-limit':
      return 'trail' in b && isSameTrail(a.trail, b.trail) && sameNumber(a, b, 'offset') && (b.trigger === null || a.trigger === b.trigger)
    default:
      return sameNumber(a, b, 'trigger') && sameNumber(a, b, 'limit') && sameNumber(a, b, 'offset')
  }
}

type PriceFields = Partial<Record<'trigger' | 'limit' | 'offset', number | null>>

/** NaN is the same as NaN, and a field that is in neither as one that is. */
function sameNumber(a: OrderPrice, b: OrderPrice, field: keyof PriceFields): boolean {
  const [one, other] = [(a as PriceFields)[field], (b as PriceFields)[field]]
  return one === other || (Number.isNaN(one) && Number.isNaN(other))
}

function sameTerms(a: OrderTerms, b: OrderTerms): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
