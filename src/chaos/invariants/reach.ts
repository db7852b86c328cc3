// Where an account could come to: what each strategy holds of each asset, and what working orders could open there, at the marks.

import type { RunInside } from '../../engine/injection.js'
import { lotValue } from '../../model/instrument.js'
import type { Side } from '../../model/order.js'
import type { Books } from './books.js'
import { countedOnce } from './counted-once.js'
import type { BookedOrder } from './order-book.js'

/** Lots and what they are worth, whichever working orders fill. A position on the other side makes no room: it may be closed first. */
export interface Reach {
  /** Of the asset that is asked about. */
  readonly lots: Readonly<Record<Side, number>>
  readonly value: Readonly<Record<Side, number>>
  /** The worse side of each strategy in it, added; and of one strategy in each asset, added. */
  readonly assetValue: number
  readonly strategyValue: number
  /** The worse side of each asset, added. */
  readonly gross: number
  /** The same of the strategy and of all, were the asset on one side. */
  readonly strategyBySide: Readonly<Record<Side, number>>
  readonly grossBySide: Readonly<Record<Side, number>>
  /** All of a side. */
  readonly net: Readonly<Record<Side, number>>
}

type Sides = Record<Side, number>

export class Reaches {
  readonly #run: RunInside
  readonly #books: Books

  constructor(run: RunInside, books: Books) {
    this.#run = run
    this.#books = books
  }

  /** What a lot is worth at the mark, in the account's currency: an order's own price may only make it more. */
  worth(instrument: string): number {
    const listing = this.#books.listings.of(instrument)
    return Math.abs(lotValue(listing, this.#run.portfolio.mark(instrument))) * this.#books.rates.of(listing)
  }

  /** Seen from a strategy and an instrument. */
  of(strategy: string, instrument: string): Reach {
    const asked = this.#books.listings.assetOf(instrument)
    const reach = {
      lots: none(),
      value: none(),
      assetValue: 0,
      strategyValue: 0,
      gross: 0,
      strategyBySide: none(),
      grossBySide: none(),
      net: none(),
    }
    let own: Sides = none()
    let of: Sides = none()
    for (const [asset, holders] of this.#holders()) {
      const all = none()
      for (const [holder, { lots, each }] of holders) {
        const value = { buy: worthOf(lots.buy, each), sell: worthOf(lots.sell, each) }
        const worse = Math.max(value.buy, value.sell)
        add(all, value)
        if (holder === strategy) reach.strategyValue += worse
        if (holder === strategy && asset === asked) own = value
        if (asset !== asked) continue
        reach.assetValue += worse
        add(reach.lots, lots)
      }
      if (asset === asked) {
        add(reach.value, all)
        of = all
      }
      add(reach.net, all)
      reach.gross += Math.max(all.buy, all.sell)
    }
    for (const side of ['buy', 'sell'] as const) {
      reach.strategyBySide[side] = reach.strategyValue - Math.max(own.buy, own.sell) + own[side]
      reach.grossBySide[side] = reach.gross - Math.max(of.buy, of.sell) + of[side]
    }
    return reach
  }

  /** Lots on each side by asset and strategy, and what one of them is worth. */
  #holders(): ReadonlyMap<string, ReadonlyMap<string, { readonly lots: Sides; readonly each: number }>> {
    const assets = new Map<string, Map<string, { lots: Sides; each: number }>>()
    const lotsOf = (asset: string, strategy: string, instrument: string): Sides => {
      const holders = assets.get(asset) ?? new Map<string, { lots: Sides; each: number }>()
      assets.set(asset, holders)
      const known = holders.get(strategy) ?? { lots: none(), each: this.worth(instrument) }
      holders.set(strategy, known)
      return known.lots
    }
    for (const { strategy, asset, lots } of this.#books.ours.positions) {
      if (lots !== 0) lotsOf(asset, strategy, this.#books.listings.inAsset(asset).id)[lots > 0 ? 'buy' : 'sell'] += Math.abs(lots)
    }
    const groups = new Map<string, number>()
    for (const order of this.#books.orders.live) {
      const { strategy, instrument, side, terms } = order.intent
      const opens = this.#opens(order)
      if (opens === 0) continue
      const asset = this.#books.listings.assetOf(instrument)
      const lots = lotsOf(asset, strategy, instrument)
      const name = countedOnce(terms.oca)
      const group = name === null ? null : `${asset} ${strategy} ${side} ${name}`
      const known = group === null ? 0 : (groups.get(group) ?? 0)
      const more = Math.max(0, opens - known)
      if (group !== null) groups.set(group, known + more)
      lots[side] += more
    }
    return assets
  }

  /** Lots that an order could open: of what closes an opposite position first only what is beyond it. */
  #opens({ intent, closing, lots, most, filled, twins }: BookedOrder): number {
    if (intent.reduceOnly || Number.isNaN(lots)) return 0
    const held = this.#books.ours.lotsOf(intent.strategy, intent.instrument)
    const opposite = Math.max(0, intent.side === 'buy' ? -held : held)
    // Of a twin nobody knows what is left.
    return Math.max(0, lots - filled - Math.min(closing, opposite)) + twins * most
  }
}

/** What is not held has no need of a mark. */
function worthOf(lots: number, each: number): number {
  return lots === 0 ? 0 : lots * each
}

function none(): Sides {
  return { buy: 0, sell: 0 }
}

function add(to: Sides, more: Readonly<Sides>): void {
  to.buy += more.buy
  to.sell += more.sell
}
