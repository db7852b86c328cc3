// What breakers, the kill switch and an operator do about orders and positions: cancel, and close at market until everything is flat.

import { closingOrder } from '../../model/closing-order.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import { isTerminal, type Order } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { LivePosition } from '../../portfolio/position.js'
import type { Hands } from '../../risk/breakers.js'
import type { LatchCause, TradingState } from '../../risk/trading-state.js'
import type { Pipeline, Seats } from '../pipeline.js'
import { closingLots } from '../planning/closing-lots.js'
import type { Seat } from '../seats/seat.js'

export interface FlatteningParts {
  readonly clock: { readonly now: EpochMs }
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly pipeline: Pick<Pipeline, 'sendClose'>
  readonly seats: readonly Seats[]
  /** Whether orders in an instrument are still taken. */
  readonly broker: { trades(instrument: string, time: EpochMs): boolean }
  readonly state: TradingState
  /** What closes positions for as long as it is latched, since a late fill may open them again. */
  readonly flattens: ReadonlySet<LatchCause>
}

/** Why an order is to end, and when that was asked for last. */
interface Ending {
  readonly why: string
  readonly askedAt: EpochMs
}

export class Flattening implements Hands {
  readonly #parts: FlatteningParts
  /** Orders that are to end: a broker that refuses is asked again, for as long as their strategy is held back. */
  readonly #ending = new Map<Order, Ending>()

  constructor(parts: FlatteningParts) {
    this.#parts = parts
  }

  /** Whether there is nothing to ask for again and nothing that would be closed. */
  get isIdle(): boolean {
    const { state, flattens } = this.#parts
    return this.#ending.size === 0 && (flattens.size === 0 || !state.isHeld)
  }

  cancelIncreases(strategy: string | null, why: string): void {
    this.#cancel(strategy, why, ({ intent }) => !intent.reduceOnly)
  }

  cancelAll(strategy: string | null, why: string): void {
    this.#cancel(strategy, why, ({ intent }) => intent.role !== 'liquidation')
  }

  /** After a mark: asks again for the end of what was to end and works, and closes what is held. Answers whether it sent anything. */
  check(time: EpochMs): boolean {
    const isAsking = this.#ending.size > 0 && this.#askAgain(time)
    return this.#closeAll(time) || isAsking
  }

  /** Not for one that it has asked for at this time. */
  #askAgain(time: EpochMs): boolean {
    const { orders, state } = this.#parts
    let isAsking = false
    for (const [order, { why, askedAt }] of this.#ending) {
      if (isTerminal(order.status) || state.levelOf(order.intent.strategy) === 'active') this.#ending.delete(order)
      else if (order.status !== 'pending-cancel' && askedAt !== time) {
        this.#ending.set(order, { why, askedAt: time })
        orders.cancel(order, time, why)
        isAsking = true
      }
    }
    return isAsking
  }

  /** Sends a close for all that is held and that none is under way for. */
  #closeAll(time: EpochMs): boolean {
    const { portfolio, state, flattens } = this.#parts
    if (flattens.size === 0 || !state.isHeld || !portfolio.isExposed) return false
    let isSent = false
    for (const position of portfolio.openPositions()) {
      const why = state.causesOf(position.strategy).find((cause) => flattens.has(cause))
      if (why !== undefined && this.#close(position, why, time)) isSent = true
    }
    return isSent
  }

  #close({ strategy, instrument, openedIn, quantity, isLong }: LivePosition, why: LatchCause, time: EpochMs): boolean {
    const seats = this.#seatsOf(strategy, instrument)
    const lots = Math.abs(quantity) - closingLots(seats)
    if (lots <= 0) return false
    const own = openedIn ?? instrument.id
    const open = seats.filter((seat) => this.#parts.broker.trades(seat.instrument.id, time))
    const seat = open.find((one) => one.instrument.id === own) ?? open[0]
    if (seat === undefined) return false
    const side = isLong ? 'sell' : 'buy'
    const intent = closingOrder({
      strategy,
      instrument: seat.instrument.id,
      role: 'flatten',
      side,
      lots,
      timeInForce: 'GTC',
      reason: `flatten: ${why}`,
    })
    return this.#parts.pipeline.sendClose(seat, intent, time) !== null
  }

  /** The strategy's seats in every listing of an asset. */
  #seatsOf(strategy: string, instrument: Instrument): readonly Seat[] {
    const own = this.#parts.seats.find((one) => one.strategy === strategy)?.byInstrument.values() ?? []
    return [...own].filter((seat) => assetOf(seat.instrument) === assetOf(instrument))
  }

  #cancel(strategy: string | null, why: string, isMeant: (order: Order) => boolean): void {
    const { orders, clock } = this.#parts
    for (const desk of orders.desks) {
      for (const order of desk.orders) {
        if (strategy !== null && order.intent.strategy !== strategy) continue
        if (isTerminal(order.status) || !isMeant(order)) continue
        this.#ending.set(order, { why, askedAt: clock.now })
        if (order.status !== 'pending-cancel') orders.cancel(order, clock.now, why)
      }
    }
  }
}
