// What each strategy has made, in the account's currency: what its fills brought and cost at the rates of then, and what it holds at the marks and rates of now.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { type Instrument, lotValue } from '../../model/instrument.js'
import { type OrderIntent, sign } from '../../model/order.js'
import type { Books } from './books.js'

export class StrategyResults {
  readonly #run: RunInside
  readonly #books: Books
  readonly #instruments: ReadonlyMap<string, Instrument>
  readonly #charges = new Set<number>()
  readonly #cash = new Map<string, number>()

  constructor(run: RunInside, books: Books) {
    this.#run = run
    this.#books = books
    this.#instruments = new Map(run.feed.series.map(({ series: { instrument } }) => [instrument.id, instrument]))
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
      const instrument = lots === 0 ? undefined : this.#instruments.get(asset)
      if (instrument === undefined) continue
      results.set(
        strategy,
        (results.get(strategy) ?? 0) + lots * lotValue(instrument, this.#run.portfolio.mark(asset)) * this.#books.rates.of(instrument),
      )
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
    const rate = this.#books.rates.of(this.#instruments.get(instrument) as Instrument)
    this.#cash.set(strategy, (this.#cash.get(strategy) ?? 0) - amount * rate)
  }

  #costOf({ instrument, side, quantity, price, fee }: Fill): number {
    return sign(side) * quantity * lotValue(this.#instruments.get(instrument) as Instrument, price) + fee
  }
}
