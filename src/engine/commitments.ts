// What the account has promised: the value of working orders that may still open or add to positions, and what that leaves.

import { type Instrument, lotValue } from '../model/instrument.js'
import type { Order } from '../model/order.js'
import { judgedPrice } from '../model/signal.js'
import type { OrderManager } from '../orders/order-manager.js'
import type { Portfolio } from '../portfolio/portfolio.js'

export class Commitments {
  readonly #orders: OrderManager
  readonly #portfolio: Portfolio
  readonly #instruments: ReadonlyMap<string, Instrument>
  readonly #leverage: number

  constructor(orders: OrderManager, portfolio: Portfolio, instruments: ReadonlyMap<string, Instrument>, leverage: number) {
    this.#orders = orders
    this.#portfolio = portfolio
    this.#instruments = instruments
    this.#leverage = leverage
  }

  /** Value of working entries and rebalances at their own price or the mark, one order left out; currency. */
  committed(except: Order | null): number {
    let value = 0
    for (const desk of this.#orders.desks) {
      for (const order of desk.orders) {
        if (order !== except && order.parentId === null && !order.intent.reduceOnly) value += this.#valueOf(order)
      }
    }
    return value
  }

  /** Buying power that is left: equity × leverage − gross exposure − commitments. */
  available(except: Order | null): number {
    return this.#portfolio.equity * this.#leverage - this.#portfolio.grossExposure - this.committed(except)
  }

  #valueOf({ intent, price, quantity, filledQuantity, averageFillPrice, fees }: Order): number {
    const instrument = this.#instruments.get(intent.instrument) as Instrument
    // What a notional has spent already stands in the exposure.
    if ('notional' in intent.quantity) {
      return Math.max(0, intent.quantity.notional - filledQuantity * Math.abs(lotValue(instrument, averageFillPrice)) - fees)
    }
    const mark = judgedPrice(price, this.#portfolio.mark(intent.instrument))
    return (quantity - filledQuantity) * Math.abs(lotValue(instrument, mark))
  }
}
