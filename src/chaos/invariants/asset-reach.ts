// How far an account could come in each asset: what all strategies hold together, or each of them by itself, and what works on either side.

import type { BrokerEvent } from '../../model/broker.js'
import { judgedPrice, type OrderPrice } from '../../model/order-price.js'
import type { Books } from './books.js'
import { countedOnce } from './counted-once.js'
import type { BookedOrder } from './order-book.js'
import type { SentRequest } from './sent-request.js'

/** Lots of one asset: what is held, and what orders that may open could buy and sell. A group that counts once does so by its largest. */
export interface AssetReach {
  readonly asset: string
  held: number
  buy: number
  sell: number
  /** The lowest price that any of these orders names; Infinity where none does. */
  least: number
}

export class AssetReaches {
  readonly #books: Books
  readonly #isSideBySide: boolean
  /** The lowest that each order ever named, or was moved to. */
  readonly #least = new Map<number, number>()

  /** Side by side, a position of one strategy covers none of another. */
  constructor(books: Books, isSideBySide = false) {
    this.#books = books
    this.#isSideBySide = isSideBySide
  }

  /** The name that what a strategy has of an asset is counted under. */
  key(strategy: string, asset: string): string {
    return this.#isSideBySide ? `${asset} ${strategy}` : asset
  }

  /** Answers the order that goes out or is changed, if it may open. What it triggers names a price too. */
  sent(request: SentRequest): BookedOrder | null {
    if (request.kind !== 'submit' && request.kind !== 'modify') return null
    const { orders } = this.#books
    const { clientOrderId } = request.kind === 'submit' ? request.ticket : request.change
    if (request.kind === 'modify') this.#name(clientOrderId, request.change.price)
    else for (const id of [clientOrderId, ...request.ticket.childIds]) this.#name(id, orders.get(id)?.intent.price)
    const order = orders.get(clientOrderId)
    return order === undefined || order.intent.reduceOnly ? null : order
  }

  heard(event: BrokerEvent): void {
    if (event.kind === 'updated') this.#name(event.clientOrderId, event.price)
  }

  /** By key, of the orders that count. */
  all(counts: (order: BookedOrder) => boolean = () => true): ReadonlyMap<string, AssetReach> {
    const reaches = new Map<string, AssetReach>()
    const groups = new Map<string, number>()
    const of = (strategy: string, asset: string): AssetReach => {
      const key = this.key(strategy, asset)
      const known = reaches.get(key) ?? { asset, held: 0, buy: 0, sell: 0, least: Number.POSITIVE_INFINITY }
      reaches.set(key, known)
      return known
    }
    for (const { strategy, asset, lots } of this.#books.ours.positions) of(strategy, asset).held += lots
    for (const order of this.#books.orders.live) {
      const { id, intent, lots, filled } = order
      const left = lots - filled
      if (intent.reduceOnly || !(left > 0) || !counts(order)) continue
      const asset = this.#books.listings.assetOf(intent.instrument)
      const name = countedOnce(intent.terms.oca)
      const group = name === null ? null : `${asset} ${intent.strategy} ${intent.side} ${name}`
      const known = group === null ? 0 : (groups.get(group) ?? 0)
      if (group !== null) groups.set(group, Math.max(known, left))
      const reach = of(intent.strategy, asset)
      reach[intent.side] += Math.max(0, left - known)
      reach.least = Math.min(reach.least, this.#least.get(id) ?? Number.POSITIVE_INFINITY)
    }
    return reaches
  }

  #name(order: number, price: OrderPrice | undefined): void {
    if (price === undefined) return
    const named = judgedPrice(price, 'sell', Number.POSITIVE_INFINITY)
    this.#least.set(order, Math.min(named, this.#least.get(order) ?? Number.POSITIVE_INFINITY))
  }
}
