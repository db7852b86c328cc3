// The prices between which no order of a book acts: a bar that stays inside them passes as if nothing worked.

import type { RestingOrder } from './resting-order.js'
import { isImmediate } from './time-in-force.js'
import { follows } from './trailing.js'

export class IdleBand {
  /** A low at or under it, or a high at or over it, may concern an order. */
  below = Number.NEGATIVE_INFINITY
  above = Number.POSITIVE_INFINITY

  /** Finds the band of some orders; false where one of them acts at any price, or moves, or has not been in the market yet. */
  find(orders: readonly RestingOrder[]): boolean {
    this.below = Number.NEGATIVE_INFINITY
    this.above = Number.POSITIVE_INFINITY
    for (const order of orders) {
      if (order.dormant) continue
      if (order.isMarket || !order.hasBegun || order.auction !== null || order.mustRest || follows(order) || isImmediate(order))
        return false
      if (order.waitsForTrigger) this.#keepFrom(order.trigger, order.towards > 0)
      else this.#keepFrom(order.limit, order.side < 0)
    }
    return true
  }

  /** Whether a bar with these extremes concerns no order. */
  holds(high: number, low: number): boolean {
    return high < this.above && low > this.below
  }

  #keepFrom(level: number, isAbove: boolean): void {
    if (isAbove) this.above = Math.min(this.above, level)
    else this.below = Math.max(this.below, level)
  }
}
