// The broker's own act: there is no margin call. When excess liquidity is below zero after a mark, positions are closed until it no longer is.

import { closingOrder } from '../../model/closing-order.js'
import type { Instrument } from '../../model/instrument.js'
import { isTerminal, type OrderIntent, type Side, sign } from '../../model/order.js'
import { lotsLeft } from '../../model/order-left.js'
import type { EpochMs } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { liquidationLots } from '../../risk/liquidation-plan.js'
import type { Asset } from '../market/assets.js'
import type { MarginBook } from './margin-book.js'

/** The part of the broker that acts without being asked. */
export interface LiquidatingBroker {
  liquidate(clientOrderId: number, intent: OrderIntent, time: EpochMs): void
  /** Whether orders in an instrument are still taken. */
  trades(instrument: string, time: EpochMs): boolean
}

export interface LiquidationParts {
  readonly margin: MarginBook
  readonly orders: OrderManager
  readonly portfolio: Portfolio
  readonly broker: LiquidatingBroker
}

export class Liquidation {
  readonly #parts: LiquidationParts
  /** How many times excess liquidity was found below zero and orders were sent. */
  times = 0
  /** When first; null before. */
  firstTime: EpochMs | null = null
  #lowest = Number.POSITIVE_INFINITY

  constructor(parts: LiquidationParts) {
    this.#parts = parts
  }

  /** Excess liquidity ÷ net liquidation at its lowest, over the marks at which anything was held; null before the first, and once equity was not above zero. */
  get lowestCushion(): number | null {
    return Number.isFinite(this.#lowest) ? this.#lowest : null
  }

  /** After a mark. Working orders that would open, add or turn a position are canceled first, then positions are closed at the next price. */
  check(time: EpochMs): void {
    const { portfolio, margin } = this.#parts
    if (!portfolio.isExposed) return
    const { equity } = portfolio
    const excess = equity - margin.maintenance
    if (equity <= 0) this.#lowest = Number.NEGATIVE_INFINITY
    else if (equity > 0) this.#lowest = Math.min(this.#lowest, excess / equity)
    // An account whose worth is not known is left alone: nothing says what to close.
    if (!(excess < 0)) return
    this.#cancelIncreases(time)
    this.#close(equity, time)
  }

  #close(equity: number, time: EpochMs): void {
    const held = this.#parts.margin.held().map((one) => ({
      ...one,
      lots: one.lots - this.#underWay(one.asset, one.lots),
      isStuck: this.#listingOf(one.asset, one.asset.counted.id, time) === null,
    }))
    const closes = liquidationLots(equity, held)
    let isNew = false
    for (const [place, { asset, lots }] of held.entries()) {
      if ((closes[place] as number) === 0) continue
      this.#closeAsset(asset, lots > 0 ? 'sell' : 'buy', closes[place] as number, time)
      isNew = true
    }
    if (!isNew) return
    this.times++
    this.firstTime ??= time
  }

  /** Takes lots from the positions on the asset's net side, the largest first. */
  #closeAsset(asset: Asset, side: Side, lots: number, time: EpochMs): void {
    const ids = asset.listings.map(({ instrument }) => instrument.id)
    const positions = this.#parts.portfolio
      .openPositions()
      .map(({ strategy, instrument, openedIn, quantity }) => ({
        strategy,
        instrument,
        openedIn: openedIn ?? instrument.id,
        closable: -sign(side) * quantity - this.#working(strategy, asset),
      }))
      .filter(({ instrument, closable }) => ids.includes(instrument.id) && closable > 0)
      .sort((a, b) => b.closable - a.closable)
    let left = lots
    for (const { strategy, openedIn, closable } of positions) {
      const closed = Math.min(left, closable)
      const listing = this.#listingOf(asset, openedIn, time)
      if (closed > 0 && listing !== null) this.#send(strategy, listing, side, closed, time)
      left -= closed
    }
  }

  /** Where an asset can be closed: in the listing that the position was opened in, or the first that still trades; null where none does. */
  #listingOf({ listings }: Asset, own: string, time: EpochMs): Instrument | null {
    const trading = listings.filter(({ instrument }) => this.#parts.broker.trades(instrument.id, time))
    return (trading.find(({ instrument }) => instrument.id === own) ?? trading[0])?.instrument ?? null
  }

  #send(strategy: string, instrument: Instrument, side: Side, lots: number, time: EpochMs): void {
    const intent = closingOrder({
      strategy,
      instrument: instrument.id,
      role: 'liquidation',
      side,
      lots,
      timeInForce: 'GTC',
      reason: 'liquidation',
    })
    const { orders, broker } = this.#parts
    broker.liquidate(orders.record(intent, time).clientOrderId, intent, time)
  }

  /** What is not reduce-only opens, adds, or goes through zero once it fills: a strategy that only closes has sent a reduce-only order. */
  #cancelIncreases(time: EpochMs): void {
    const { orders } = this.#parts
    for (const desk of orders.desks) {
      for (const order of desk.orders) {
        if (order.intent.reduceOnly || isTerminal(order.status) || order.status === 'pending-cancel') continue
        orders.cancel(order, time, 'the account has no excess liquidity')
      }
    }
  }

  /** Signed lots of an asset that liquidation orders are closing. */
  #underWay(asset: Asset, net: number): number {
    let lots = 0
    for (const { instrument } of asset.listings) {
      for (const { strategy } of this.#parts.portfolio.openPositions().filter((one) => one.instrument === instrument)) {
        lots += this.#working(strategy, asset)
      }
    }
    return Math.sign(net) * Math.min(Math.abs(net), lots)
  }

  /** Lots that liquidation orders still close of one position, in whatever listing they are. */
  #working(strategy: string, { listings }: Asset): number {
    let lots = 0
    for (const { instrument } of listings) {
      for (const order of this.#parts.orders.desk(strategy, instrument.id).orders) {
        if (order.intent.role === 'liquidation') lots += lotsLeft(order)
      }
    }
    return lots
  }
}
