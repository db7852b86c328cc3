// What the governor asks about a strategy's own book; the engine answers.

import type { Order } from '../model/order.js'

/** Of one strategy in all its accounts. An order opens where it does not only reduce. */
export interface StrategyBook {
  /** Assets that it holds or has an opening order in, that of an instrument left out. */
  othersOpen(strategy: string, instrument: string): number
  /** Opening orders that work and have filled nothing yet. One that goes is left out, with what it would have triggered. */
  openingOrders(strategy: string, goes: Order | null): number
}
