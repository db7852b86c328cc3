// The broker's own act: there is no margin call. When excess liquidity is below zero after a mark, positions are closed until it no longer is.

import type { Instrument } from '../model/instrument.js'
import { isTerminal, type Order, type OrderIntent, plainTerms, type Side, sign } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import type { OrderManager } from '../orders/order-manager.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import { liquidationLots } from '../risk/liquidation-plan.js'
import type { Asset } from './assets.js'
import type { MarginBook } from './margin-book.js'

/** The part of the broker that acts without being asked. */
export interface LiquidatingBroker {
  liquidate(clientOrderId: number, intent: OrderIntent, time: EpochMs): void
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
  /** Excess liquidity ÷ net liquidation at its lowest, over the marks at which anything was held and worth more than nothing; null before the first. */
  lowestCushion: number | null = null

  constructor(parts: LiquidationParts) {
    this.#parts = parts
  }

  /** After a mark. Working orders that would open or add are canceled first, then positions are closed at the next price. */
  check(time: EpochMs): void {
    const { portfolio, margin } = this.#parts
    if (!portfolio.isExposed) return
    const { equity } = portfolio
    const excess = equity - margin.maintenance
    if (equity > 0) this.lowestCushion = Math.min(this.lowestCushion ?? Number.POSITIVE_INFINITY, excess / equity)
    // An account whose worth is not known is left alone: nothing says what to close.
    if (!(excess < 0)) return
    this.#cancelIncreases(time)
    this.#close(equity, time)
  }

  #close(equity: number, time: EpochMs): void {
    const held = this.#parts.margin.held().map((one) => ({ ...one, lots: one.lots - this.#underWay(one.asset, one.lots) }))
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
      .map(({ strategy, instrument, quantity }) => ({
        strategy,
        instrument,
        closable: -sign(side) * quantity - this.#working(strategy, instrument),
      }))
      .filter(({ instrument, closable }) => ids.includes(instrument.id) && closable > 0)
      .sort((a, b) => b.closable - a.closable)
    let left = lots
    for (const { strategy, instrument, closable } of positions) {
      const closed = Math.min(left, closable)
      if (closed > 0) this.#send(strategy, instrument, side, closed, time)
      left -= closed
    }
  }

  #send(strategy: string, instrument: Instrument, side: Side, lots: number, time: EpochMs): void {
    const intent: OrderIntent = {
      strategy,
      instrument: instrument.id,
      tag: '',
      role: 'liquidation',
      side,
      quantity: { lots },
      price: { type: 'market' },
      timeInForce: 'GTC',
      terms: plainTerms,
      closing: 0,
      reduceOnly: true,
      children: [],
      reason: 'liquidation',
    }
    const { orders, broker } = this.#parts
    broker.liquidate(orders.record(intent, time).clientOrderId, intent, time)
  }

  #cancelIncreases(time: EpochMs): void {
    const { orders, portfolio } = this.#parts
    for (const desk of orders.desks) {
      for (const order of desk.orders) {
        if (order.intent.reduceOnly || isTerminal(order.status) || order.status === 'pending-cancel') continue
        const lots = leavesOf(order)
        const net = portfolio.netLots(order.intent.instrument)
        if (Math.abs(net + sign(order.intent.side) * lots) > Math.abs(net))
          orders.cancel(order, time, 'the account has no excess liquidity')
      }
    }
  }

  /** Signed lots of an asset that liquidation orders are closing. */
  #underWay({ listings }: Asset, net: number): number {
    let lots = 0
    for (const { instrument } of listings) {
      for (const { strategy } of this.#parts.portfolio.openPositions().filter((one) => one.instrument === instrument)) {
        lots += this.#working(strategy, instrument)
      }
    }
    return Math.sign(net) * Math.min(Math.abs(net), lots)
  }

  /** Lots that liquidation orders still close of one position. */
  #working(strategy: string, instrument: Instrument): number {
    let lots = 0
    for (const order of this.#parts.orders.desk(strategy, instrument.id).orders) {
      if (order.intent.role === 'liquidation') lots += leavesOf(order)
    }
    return lots
  }
}

/** A notional has no lots before it fills: it counts as more than any position. */
function leavesOf({ intent, quantity, filledQuantity }: Order): number {
  if ('notional' in intent.quantity) return Number.POSITIVE_INFINITY
  return intent.role === 'triggered' && quantity === 0 ? intent.quantity.lots : quantity - filledQuantity
}
