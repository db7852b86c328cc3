// What each strategy has made since the run began: its positions' results, realized and at the mark, less its fees. Dividends are not attributed.

import type { OrderEvent } from '../model/broker.js'
import { assetOf, type Instrument } from '../model/instrument.js'
import type { Order } from '../model/order.js'
import type { OrderListener } from '../model/order-listener.js'
import type { Portfolio } from '../portfolio/portfolio.js'
import type { LivePosition } from '../portfolio/position.js'

/** A position, and the place of its instrument in the portfolio's list. */
interface Placed {
  readonly position: LivePosition
  readonly place: number
}

export class StrategyResults implements OrderListener {
  /** How many fills there were. */
  fills = 0
  readonly #portfolio: Portfolio
  readonly #places: ReadonlyMap<string, number>
  readonly #positions: readonly (readonly Placed[])[]
  /** In the account's currency, at the rate of when they were charged. */
  readonly #fees: Float64Array

  constructor(strategies: readonly string[], instruments: readonly Instrument[], portfolio: Portfolio) {
    this.#portfolio = portfolio
    this.#places = new Map(strategies.map((name, index) => [name, index]))
    const first = new Map(instruments.map((one, place) => [assetOf(one), place] as const).reverse())
    this.#positions = strategies.map((name) =>
      [...first.values()].map((place) => ({ position: portfolio.position(name, (instruments[place] as Instrument).id), place })),
    )
    this.#fees = new Float64Array(strategies.length)
  }

  heard(event: OrderEvent, { intent }: Order): void {
    if (event.kind !== 'filled' && event.kind !== 'commission') return
    if (event.kind === 'filled') this.fills++
    const index = this.#places.get(intent.strategy)
    if (index === undefined) return
    const fee = event.kind === 'filled' ? event.fill.fee : event.amount
    if (fee !== 0) this.#fees[index] = (this.#fees[index] as number) + fee * this.#portfolio.rate(intent.instrument)
  }

  /** In the account's currency, by the strategy's place; NaN where a mark or a rate that it hangs on is not known. */
  of(index: number): number {
    let result = -(this.#fees[index] as number)
    for (const { position, place } of this.#positions[index] as readonly Placed[]) {
      const { mark, rate } = this.#portfolio.held(place)
      if (position.quantity !== 0) result += (position.realizedPnl + position.unrealizedPnl(mark)) * rate
      else if (position.realizedPnl !== 0) result += position.realizedPnl * rate
    }
    return result
  }
}
