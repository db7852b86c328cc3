// Where protection stands once its entry has filled.

import { type ProtectiveChild, type ProtectivePoint, protectivePrice } from './order.js'
import { movedBy, type OrderPrice } from './order-price.js'

/** The price of a child behind a fill of its entry; not yet on the tick. */
export function priceBehind({ role, price }: ProtectiveChild, fill: number): OrderPrice {
  if (!('trail' in price)) return protectivePrice(role, pointOf(price, fill))
  const { trail, from, limitFraction } = price
  const trigger = from === null ? null : pointOf(from, fill)
  if (limitFraction === undefined) return { type: 'trailing-stop', trail, trigger }
  return { type: 'trailing-stop-limit', trail, trigger, offset: Math.abs(fill) * limitFraction }
}

function pointOf(point: ProtectivePoint, fill: number): number {
  return 'at' in point ? point.at : movedBy(fill, point.fractionOfFill)
}
