// The risk that an entry takes on: where the first protective stop of its fill stands.

import type { Fill } from '../../model/fill.js'
import { type OrderIntent, type ProtectivePoint, sign } from '../../model/order.js'
import { movedBy } from '../../model/order-price.js'

/** The price of the stop, null where there is none; one that trails begins behind the fill unless it is told where. */
export function initialStop({ children, side }: OrderIntent, fill: Fill): number | null {
  for (const child of children) {
    if (child.role !== 'stop') continue
    const { price } = child
    if (!('trail' in price)) return pointAt(price, fill)
    if (price.from !== null) return pointAt(price.from, fill)
    const { trail } = price
    return fill.price - sign(side) * ('amount' in trail ? trail.amount : trail.fraction * Math.abs(fill.price))
  }
  return null
}

function pointAt(point: ProtectivePoint, fill: Fill): number {
  return 'at' in point ? point.at : movedBy(fill.price, point.fractionOfFill)
}
