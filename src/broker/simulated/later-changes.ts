// Changes of orders that came inside a bar: what the bar did before them is not undone, so they work from the next one on.

import type { Instrument } from '../../model/instrument.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import type { RestingOrder } from './resting-order.js'

export class LaterChanges {
  /** Whether any order waits for a change. */
  any = false
  /** When the last of them was asked for. */
  lastAt: EpochMs = Number.NEGATIVE_INFINITY
  readonly #tick: Instrument['tick']

  constructor(tick: Instrument['tick']) {
    this.#tick = tick
  }

  /** Another price: at once, or later where a bar is open. */
  reprice(order: RestingOrder, price: OrderPrice, time: EpochMs, isInside: boolean): void {
    order.nextPrice = null
    if (!isInside) order.reprice(price, this.#tick)
    else if (!order.standsAt(price)) {
      order.nextPrice = price
      this.#note(time)
    }
  }

  /** Other lots: fewer at once, more as a price. */
  resize(order: RestingOrder, lots: number, time: EpochMs, isInside: boolean): void {
    order.nextLots = isInside ? Math.max(0, lots - order.leaves) : 0
    order.leaves = lots - order.nextLots
    if (order.nextLots > 0) this.#note(time)
  }

  /** Their bar is over. `resizable` holds lots to what may be left to fill. */
  apply(orders: readonly RestingOrder[], resizable: (order: RestingOrder, lots: number) => number): void {
    this.any = false
    for (const order of orders) {
      // A stop that triggered meanwhile is a market order: no price can be changed any more.
      const isOver = order.triggered && order.isMarket
      if (order.nextPrice !== null && !isOver) order.reprice(order.nextPrice, this.#tick)
      order.nextPrice = null
      if (order.nextLots === 0) continue
      order.leaves = resizable(order, order.leaves + order.nextLots)
      order.nextLots = 0
    }
  }

  #note(time: EpochMs): void {
    this.any = true
    this.lastAt = time
  }
}
