// Where an account could come to, whichever of its working orders fill: added up over every asset and strategy, with an intent or without.

import { assetOf, type Instrument, lotValue } from '../../model/instrument.js'
import { type Order, type OrderIntent, type Side, sign } from '../../model/order.js'
import { notionalLeft } from '../../model/order-left.js'
import { mostPrice } from '../../model/order-price.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Held, Portfolio } from '../../portfolio/portfolio.js'
import type { LivePosition } from '../../portfolio/position.js'
import { openingLegs } from '../../risk/opening-legs.js'
import type { WorkingOrders, WorstCase } from '../../risk/risk-facts.js'
import { groupCountedOnce } from './group-key.js'
import { judgedAtMost } from './judged-at-most.js'
import { SideReach } from './side-reach.js'

interface Listing {
  readonly instrument: Instrument
  /** Its asset in the account: the mark and the rate. */
  readonly held: Held
}

/** One strategy in one asset: its position, and its working orders in each listing. */
interface Holder {
  readonly strategy: string
  readonly position: LivePosition
  readonly desks: readonly { readonly listing: Listing; readonly desk: WorkingOrders }[]
}

interface AssetHolders {
  readonly id: string
  /** The listing that stands for the asset: the first. */
  readonly counted: Listing
  readonly holders: readonly Holder[]
}

export type Sums = { -readonly [Field in keyof WorstCase]: number }

export class ExposureBook {
  readonly #assets: readonly AssetHolders[]
  readonly #orders: OrderManager
  readonly #listings: ReadonlyMap<string, Listing>
  readonly #buy = new SideReach()
  readonly #sell = new SideReach()

  /** `instruments` in the order of the portfolio's. */
  constructor(strategies: readonly string[], instruments: readonly Instrument[], orders: OrderManager, portfolio: Portfolio) {
    this.#orders = orders
    this.#listings = new Map(instruments.map((one, place) => [one.id, { instrument: one, held: portfolio.held(place) }]))
    const listings = [...this.#listings.values()]
    this.#assets = [...new Set(instruments.map(assetOf))].map((id) => {
      const listed = listings.filter(({ instrument }) => assetOf(instrument) === id)
      const counted = listed[0] as Listing
      const holders = strategies.map((strategy) => ({
        strategy,
        position: portfolio.position(strategy, counted.instrument.id),
        desks: listed.map((listing) => ({ listing, desk: orders.desk(strategy, listing.instrument.id) })),
      }))
      return { id, counted, holders }
    })
  }

  /** With the intent in the place of a working order, if any. */
  addWith(intent: OrderIntent, replaces: Order | null, sums: Sums): void {
    this.#addAll(intent, intent, replaces, sums)
  }

  /** As orders work now, seen from an intent's strategy and instrument. */
  addWithout({ strategy, instrument }: Pick<OrderIntent, 'strategy' | 'instrument'>, sums: Sums): void {
    this.#addAll({ strategy, instrument }, null, null, sums)
  }

  #addAll(at: Pick<OrderIntent, 'strategy' | 'instrument'>, intent: OrderIntent | null, replaces: Order | null, sums: Sums): void {
    clear(sums)
    const ownAsset = assetOf((this.#listings.get(at.instrument) as Listing).instrument)
    for (const asset of this.#assets) this.#addAsset(asset, asset.id === ownAsset, at.strategy, intent, replaces, sums)
  }

  #addAsset(
    { counted, holders }: AssetHolders,
    isOwn: boolean,
    strategy: string,
    intent: OrderIntent | null,
    replaces: Order | null,
    sums: Sums,
  ): void {
    let long = 0
    let short = 0
    for (const holder of holders) {
      const isAsked = holder.strategy === strategy
      const { quantity } = holder.position
      const works = this.#gather(holder, isOwn && isAsked ? intent : null, replaces)
      if (!works && quantity === 0) continue
      // What is not held has no need of a mark.
      const value = quantity === 0 ? 0 : quantity * lotValue(counted.instrument, counted.held.mark) * counted.held.rate
      // A position on the other side makes no room: it may be closed at any time.
      const up = Math.max(0, value) + this.#buy.value
      const down = Math.max(0, -value) + this.#sell.value
      const worst = Math.max(up, down)
      long += up
      short += down
      if (isAsked) sums.strategyValue += worst
      if (isAsked && isOwn) {
        sums.ownLongValue = up
        sums.ownShortValue = down
      }
      if (isOwn) this.#addOwn(quantity, worst, sums)
    }
    if (isOwn) {
      sums.longValue = long
      sums.shortValue = short
    }
    sums.grossValue += Math.max(long, short)
    sums.netLongValue += long
    sums.netShortValue -= short
  }

  #addOwn(quantity: number, worst: number, sums: Sums): void {
    sums.assetValue += worst
    sums.longLots += Math.max(0, quantity) + this.#buy.lots
    sums.shortLots += Math.max(0, -quantity) + this.#sell.lots
  }

  /** Fills both sides with what a holder's orders could open; answers whether any works. */
  #gather({ position, desks }: Holder, intent: OrderIntent | null, replaces: Order | null): boolean {
    this.#buy.clear()
    this.#sell.clear()
    let works = intent !== null
    for (const { listing, desk } of desks) {
      for (const order of desk.orders) {
        if (order === replaces || order.intent.reduceOnly) continue
        works = true
        this.#addOrder(order, listing, position)
      }
    }
    if (intent !== null) this.#addIntent(intent, position)
    return works
  }

  #addOrder(order: Order, listing: Listing, position: LivePosition): void {
    const { intent } = order
    const unspent = notionalLeft(order, listing.instrument)
    const { mark } = listing.held
    const each = valueOfLot(listing, Math.max(Math.abs(judgedAtMost(order, mark, this.#orders)), Math.abs(mark)))
    if (unspent === null) this.#addLots(intent, this.#orders.closingLeft(order), position, this.#orders.mostLeft(order), each)
    else this.#addNotional(intent, unspent * listing.held.rate, each)
  }

  #addIntent(intent: OrderIntent, position: LivePosition): void {
    const listing = this.#listings.get(intent.instrument) as Listing
    for (const leg of openingLegs(intent)) {
      const each = valueOfLot(listing, mostPrice(leg.price, leg.side, listing.held.mark))
      if ('lots' in leg.quantity) this.#addLots(leg, leg.closing, position, leg.quantity.lots, each)
      else this.#addNotional(leg, leg.quantity.notional * listing.held.rate, each)
    }
  }

  /** What closes an opposite position is not opened: it shrinks as that does. */
  #addLots({ side, terms }: OrderIntent, closing: number, { quantity }: LivePosition, lots: number, each: number): void {
    const opened = lots - Math.min(closing, Math.max(0, -sign(side) * quantity))
    if (opened > 0) this.#side(side).add(groupCountedOnce(terms.oca), opened, opened * each)
  }

  #addNotional({ side, terms }: OrderIntent, value: number, each: number): void {
    if (value > 0) this.#side(side).add(groupCountedOnce(terms.oca), value / each, value)
  }

  #side(side: Side): SideReach {
    return side === 'buy' ? this.#buy : this.#sell
  }
}

/** The account's currency. */
function valueOfLot({ instrument, held }: Listing, price: number): number {
  return lotValue(instrument, price) * held.rate
}

function clear(sums: Sums): void {
  sums.longLots = sums.shortLots = sums.longValue = sums.shortValue = 0
  sums.ownLongValue = sums.ownShortValue = 0
  sums.assetValue = sums.strategyValue = sums.grossValue = sums.netLongValue = sums.netShortValue = 0
}
