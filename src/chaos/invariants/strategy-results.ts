// What each strategy has made, in the account's currency: what its fills brought and cost at the rates of then, and what it holds at the marks and rates of now.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { type Instrument, lotValue } from '../../model/instrument.js'
import { sign } from '../../model/order.js'
import type { Books } from './books.js'
import type { SentRequest } from './sent-request.js'

export class StrategyResults {
  readonly #run: RunInside
  readonly #books: Books
  readonly #instruments: ReadonlyMap<string, Instrument>
  /** Of each order: whose it is, and in what. */
  readonly #orders = new Map<number, { readonly strategy: string; readonly instrument: string }>()
  /** What stands of each fill, by its id; null of one that was taken back. */
  readonly #fills = new Map<number, Fill | null>()
  readonly #charges = new Set<number>()
  readonly #cash = new Map<string, number>()

  constructor(run: RunInside, books: Books) {
    this.#run = run
    this.#books = books
    this.#instruments = new Map(run.feed.series.map(({ series: { instrument } }) => [instrument.id, instrument]))
  }

  sent(request: SentRequest): void {
    if (request.kind !== 'submit') return
    const { clientOrderId, childIds, intent } = request.ticket
    for (const id of [clientOrderId, ...childIds]) this.#orders.set(id, intent)
  }

  heard(event: BrokerEvent): void {
    if (event.kind === 'filled' && !this.#fills.has(event.fill.fillId)) this.#stand(event.fill.fillId, event.fill)
    if (event.kind === 'revised') this.#stand(event.fill.fillId, event.becomes)
    const order = event.kind === 'commission' ? this.#orders.get(event.clientOrderId) : undefined
    if (event.kind !== 'commission' || order === undefined || this.#charges.has(event.fillId)) return
    this.#charges.add(event.fillId)
    this.#pay(order, event.amount)
  }

  /** By strategy, of all that traded; NaN where a mark is not known. */
  get results(): ReadonlyMap<string, number> {
    const results = new Map(this.#cash)
    for (const { strategy, asset, lots } of this.#books.ours.positions) {
      const instrument = lots === 0 ? undefined : this.#instruments.get(asset)
      if (instrument === undefined) continue
      results.set(
        strategy,
        (results.get(strategy) ?? 0) + lots * lotValue(instrument, this.#run.portfolio.mark(asset)) * this.#books.rates.of(instrument),
      )
    }
    return results
  }

  #stand(id: number, fill: Fill | null): void {
    const before = this.#fills.get(id) ?? null
    this.#fills.set(id, fill)
    if (before !== null) this.#pay(before, -this.#costOf(before))
    if (fill !== null) this.#pay(fill, this.#costOf(fill))
  }

  /** An amount of the instrument's currency. */
  #pay({ strategy, instrument }: { readonly strategy: string; readonly instrument: string }, amount: number): void {
    const rate = this.#books.rates.of(this.#instruments.get(instrument) as Instrument)
    this.#cash.set(strategy, (this.#cash.get(strategy) ?? 0) - amount * rate)
  }

  #costOf({ instrument, side, quantity, price, fee }: Fill): number {
    return sign(side) * quantity * lotValue(this.#instruments.get(instrument) as Instrument, price) + fee
  }
}
