// What each strategy has made, in the account's currency: what its fills brought and cost at the rates of then, and what it holds at the marks and rates of now.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { lotValue } from '../../model/instrument.js'
import { type OrderIntent, sign } from '../../model/order.js'
import type { Books } from './books.js'

export class StrategyResults {
  readonly #run: RunInside
  readonly #books: Books
  readonly #charges = new Set<number>()
  readonly #cash = new Map<string, number>()

  constructor(run: RunInside, books: Books) {
    this.#run = run
    this.#books = books
  }

  heard(event: BrokerEvent): void {
    const { before, becomes } = this.#books.ours.changed ?? { before: null, becomes: null }
    if (before !== null) this.#pay(before, -this.#costOf(before))
    if (becomes !== null) this.#pay(becomes, this.#costOf(becomes))
    if (event.kind === 'commission') this.#charge(event.fillId, event.amount, this.#books.orders.of(event)?.intent)
  }

  /** By strategy, of all that traded; NaN where a mark is not known. */
  get results(): ReadonlyMap<string, number> {
    const results = new Map(this.#cash)
    for (const { strategy, asset, lots } of this.#books.ours.positions) {
      if (lots === 0) continue
      const listing = this.#books.listings.inAsset(asset)
      const value = lots * lotValue(listing, this.#run.portfolio.mark(listing.id)) * this.#books.rates.of(listing)
      results.set(strategy, (results.get(strategy) ?? 0) + value)
    }
    return results
  }

  #charge(fillId: number, amount: number, order: OrderIntent | undefined): void {
    if (order === undefined || this.#charges.has(fillId)) return
    this.#charges.add(fillId)
    this.#pay(order, amount)
  }

  /** An amount of the instrument's currency. */
  #pay({ strategy, instrument }: { readonly strategy: string; readonly instrument: string }, amount: number): void {
    const rate = this.#books.rates.of(this.#books.listings.of(instrument))
    this.#cash.set(strategy, (this.#cash.get(strategy) ?? 0) - amount * rate)
  }

  #costOf({ instrument, side, quantity, price, fee }: Fill): number {
    return sign(side) * quantity * lotValue(this.#books.listings.of(instrument), price) + fee
  }
}
