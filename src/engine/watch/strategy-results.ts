// What each strategy has made since the run began: its positions' results, realized and at the mark, less its fees and its part of what borrowing costs.
// Dividends and interest are of the account.

import type { OrderEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { type Instrument, lotValue } from '../../model/instrument.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { OrderListener } from '../../model/order-listener.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { LivePosition } from '../../portfolio/position.js'
import { assetsOf } from '../market/assets.js'
import type { BorrowListener } from '../market/carry.js'

/** A position in an asset, and the place of the asset's first listing in the portfolio's list. */
interface Placed {
  readonly position: LivePosition
  readonly place: number
  /** Lots that were short as the last night of borrowing was worked out. */
  borrowed: number
}

export class StrategyResults implements OrderListener, BorrowListener {
  /** How many fills there were. */
  fills = 0
  readonly #portfolio: Portfolio
  readonly #places: ReadonlyMap<string, number>
  /** Of each strategy, by assets in their order. */
  readonly #positions: readonly (readonly Placed[])[]
  /** What was charged, in the account's currency at the last rate of then. */
  readonly #costs: Float64Array

  constructor(strategies: readonly string[], instruments: readonly Instrument[], portfolio: Portfolio) {
    this.#portfolio = portfolio
    this.#places = new Map(strategies.map((name, index) => [name, index]))
    const firsts = assetsOf(instruments, portfolio).map(({ listings, counted }) => ({
      place: listings[0]?.place as number,
      id: counted.id,
    }))
    this.#positions = strategies.map((name) =>
      firsts.map(({ place, id }) => ({ position: portfolio.position(name, id), place, borrowed: 0 })),
    )
    this.#costs = new Float64Array(strategies.length)
  }

  heard(event: OrderEvent, { intent }: Order): void {
    if (event.kind === 'commission') this.#pay(event.amount, intent)
    if (event.kind !== 'filled') return
    this.fills++
    this.#pay(event.fill.fee, intent)
  }

  revised(before: Fill | null, becomes: Fill | null, { intent }: Order): void {
    this.#pay((becomes?.fee ?? 0) - (before?.fee ?? 0), intent)
  }

  /** What a word of the broker adds to what was paid, in the instrument's currency. */
  #pay(fee: number, { strategy, instrument }: OrderIntent): void {
    const index = this.#places.get(strategy)
    if (index !== undefined && fee !== 0) this.#charge(index, fee * this.#portfolio.lastRate(instrument))
  }

  assessed(asset: number): void {
    for (const own of this.#positions) {
      const placed = own[asset] as Placed
      placed.borrowed = Math.max(0, -placed.position.quantity)
    }
  }

  /** Who was short bears it by the lots: a long position of another strategy makes it less for all of them. */
  charged(asset: number, fee: number): void {
    let borrowed = 0
    for (const own of this.#positions) borrowed += (own[asset] as Placed).borrowed
    for (const [index, own] of this.#positions.entries()) {
      const lots = (own[asset] as Placed).borrowed
      if (lots > 0) this.#charge(index, (fee * lots) / borrowed)
    }
  }

  /** In the account's currency, by the strategy's place; NaN where a mark or a rate that it hangs on is not known. */
  of(index: number): number {
    let result = -(this.#costs[index] as number)
    for (const { position, place } of this.#positions[index] as readonly Placed[]) {
      const { mark, rate } = this.#portfolio.held(place)
      const { quantity, realizedPnl, proceeds, instrument } = position
      // What was paid for at a rate of its own has lost what the currency has lost; foreign cash that is kept moves with what it bought.
      if (this.#portfolio.convertsCash) result += quantity === 0 ? proceeds : proceeds + quantity * lotValue(instrument, mark) * rate
      else if (quantity !== 0) result += (realizedPnl + position.unrealizedPnl(mark)) * rate
      else if (realizedPnl !== 0) result += realizedPnl * rate
    }
    return result
  }

  #charge(index: number, cost: number): void {
    this.#costs[index] = (this.#costs[index] as number) + cost
  }
}
