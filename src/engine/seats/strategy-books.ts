// A strategy's own book, as the governor asks about it: answered from its seats.

import { assetOf, type Instrument } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import type { StrategyBook } from '../../routing/strategy-book.js'
import { openingOrders } from '../exposure/opening-orders.js'
import type { Seats } from '../pipeline.js'
import type { Seat } from './seat.js'

export class StrategyBooks implements StrategyBook {
  readonly #seats: () => readonly Seats[]

  /** The seats are asked for once the run is assembled. */
  constructor(seats: () => readonly Seats[]) {
    this.#seats = seats
  }

  othersOpen(strategy: string, instrument: string): number {
    const own = this.#seatsOf(strategy).get(instrument)?.instrument
    const open = new Set<string>()
    for (const seat of this.#seatsOf(strategy).values()) {
      if (isOpen(seat) && !isSame(seat.instrument, own)) open.add(assetOf(seat.instrument))
    }
    return open.size
  }

  openingOrders(strategy: string, goes: Order | null): number {
    let count = 0
    for (const { desk } of this.#seatsOf(strategy).values()) count += openingOrders(desk.orders, goes)
    return count
  }

  #seatsOf(strategy: string): ReadonlyMap<string, Seat> {
    return this.#seats().find((seats) => seats.strategy === strategy)?.byInstrument ?? new Map()
  }
}

function isOpen({ position, desk }: Seat): boolean {
  return !position.isFlat || desk.orders.some(({ intent }) => !intent.reduceOnly)
}

function isSame(one: Instrument, other: Instrument | undefined): boolean {
  return other !== undefined && assetOf(one) === assetOf(other)
}
