// Whether a new intent asks for what its working order is already: then it is left alone, or changed in place.

import type { Order, OrderIntent } from '../model/order.js'
import type { OrderPrice } from '../model/signal.js'

/** The same wish again: whatever part of it has filled, the order stays as it is. */
export function isSame(working: Order, intent: OrderIntent): boolean {
  const { intent: was } = working
  return (
    was.side === intent.side &&
    was.timeInForce === intent.timeInForce &&
    was.closing === intent.closing &&
    samePrice(working.price, intent.price) &&
    JSON.stringify([was.quantity, was.children]) === JSON.stringify([intent.quantity, intent.children])
  )
}

/** A working order can be modified where only price or quantity differ; a bracket, a triggered or a part-filled order is replaced. */
export function isModifiable(working: Order, intent: OrderIntent): boolean {
  const { intent: was } = working
  return (
    working.status === 'accepted' &&
    was.side === intent.side &&
    working.price.type === intent.price.type &&
    was.timeInForce === intent.timeInForce &&
    was.closing === 0 &&
    intent.closing === 0 &&
    was.children.length === 0 &&
    intent.children.length === 0 &&
    'lots' in was.quantity &&
    'lots' in intent.quantity
  )
}

export function samePrice(a: OrderPrice, b: OrderPrice): boolean {
  const numbers = (price: OrderPrice): string => `${'limit' in price ? price.limit : ''}/${'trigger' in price ? price.trigger : ''}`
  return a.type === b.type && numbers(a) === numbers(b)
}
