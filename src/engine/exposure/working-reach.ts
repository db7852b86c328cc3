// How far the working orders of a run could take each asset: its positions and orders, gathered for the worst case.

import type { Reach } from '../../model/decision.js'
import { assetOf, type Instrument, lotValue } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import { notionalLeft } from '../../model/order-left.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { reachOf, type WorkingLeg } from '../../risk/worst-case.js'
import { groupKey } from './group-key.js'
import { judgedAtMost } from './judged-at-most.js'

/** Listings of one asset are one position: what is bought on one venue covers what is sold on another. */
interface AssetOrders {
  /** Signed lots of each holder: a strategy in all listings. */
  readonly held: number[]
  readonly holders: string[]
  readonly legs: WorkingLeg[]
}

/** Nothing held and nothing working. */
export const untouched: Reach = { heldLots: 0, buyLots: 0, buyValue: 0, sellLots: 0, sellValue: 0 }

export class WorkingReach {
  readonly #orders: OrderManager
  readonly #portfolio: Portfolio
  readonly #instruments: ReadonlyMap<string, Instrument>
  #assets = new Map<string, AssetOrders>()
  #reaches = new Map<string, Reach>()
  /** What the orders of the group that was left out would trade; undefined where there is none. */
  ownGroup: Reach | undefined

  constructor(orders: OrderManager, portfolio: Portfolio, instruments: readonly Instrument[]) {
    this.#orders = orders
    this.#portfolio = portfolio
    this.#instruments = new Map(instruments.map((instrument) => [instrument.id, instrument]))
  }

  /** Looks at everything that is held and works now, one order left out, and the orders that a group, by its key, has in the asset of an instrument. */
  gather(except: Order | null, group: string | null, instrument: string): void {
    const assets = new Map<string, AssetOrders>()
    const own: WorkingLeg[] = []
    const ownAsset = assetOf(this.#instruments.get(instrument) as Instrument)
    for (const { strategy, instrument: listing, quantity } of this.#portfolio.openPositions()) {
      const asset = assetIn(assets, listing)
      asset.held[holderIn(asset, strategy)] = quantity
    }
    for (const { orders } of this.#orders.desks) {
      for (const order of orders) {
        if (order === except) continue
        const listing = this.#instruments.get(order.intent.instrument) as Instrument
        const asset = assetIn(assets, listing)
        const leg = this.#legOf(asset, order, listing)
        if (leg === null) continue
        const isOwn = group !== null && leg.group === group && !leg.reduceOnly && assetOf(listing) === ownAsset
        if (isOwn) own.push(leg)
        else asset.legs.push(leg)
      }
    }
    this.ownGroup = own.length === 0 ? undefined : reachOf([], own)
    this.#assets = assets
    this.#reaches = new Map()
    for (const [asset, { held, legs }] of assets) this.#reaches.set(asset, reachOf(held, legs))
  }

  /** The reach of an instrument's asset. */
  of(instrument: string): Reach {
    return this.ofAsset(assetOf(this.#instruments.get(instrument) as Instrument))
  }

  ofAsset(asset: string): Reach {
    return this.#reaches.get(asset) ?? untouched
  }

  /** The reach of one strategy in an instrument's asset, by its own position and orders. */
  ofHolder(strategy: string, instrument: string): Reach {
    const asset = this.#assets.get(assetOf(this.#instruments.get(instrument) as Instrument))
    const place = asset?.holders.indexOf(strategy) ?? -1
    if (asset === undefined || place < 0) return untouched
    const legs = asset.legs.flatMap((leg) => (leg.holder === place ? [{ ...leg, holder: 0 }] : []))
    return reachOf([asset.held[place] as number], legs)
  }

  /** What all working buys would cost. */
  get bought(): number {
    let value = 0
    for (const { buyValue } of this.#reaches.values()) value += buyValue
    return value
  }

  /** What an order may still trade; null for nothing. */
  #legOf(asset: AssetOrders, order: Order, instrument: Instrument): WorkingLeg | null {
    const { intent } = order
    const rate = this.#portfolio.rate(intent.instrument)
    const price = judgedAtMost(order, this.#portfolio.mark(intent.instrument), this.#orders)
    const each = Math.abs(lotValue(instrument, price)) * rate
    const holder = holderIn(asset, intent.strategy)
    const { side, reduceOnly } = intent
    const group = groupKey(intent.strategy, intent.terms.oca)
    const unspent = notionalLeft(order, instrument)
    const lots = unspent === null ? this.#orders.mostLeft(order) : (unspent * rate) / each
    const value = unspent === null ? lots * each : unspent * rate
    return (unspent ?? lots) > 0 ? { holder, side, reduceOnly, group, lots, value } : null
  }
}

function assetIn(assets: Map<string, AssetOrders>, instrument: Instrument): AssetOrders {
  const id = assetOf(instrument)
  const known = assets.get(id)
  if (known !== undefined) return known
  const asset: AssetOrders = { held: [], holders: [], legs: [] }
  assets.set(id, asset)
  return asset
}

/** The place of a strategy; it holds nothing when it is met first. */
function holderIn({ held, holders }: AssetOrders, strategy: string): number {
  const known = holders.indexOf(strategy)
  if (known >= 0) return known
  held.push(0)
  return holders.push(strategy) - 1
}
