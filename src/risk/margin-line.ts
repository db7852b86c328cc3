// The margin of one asset as working orders may leave it: what is held at the mark, and each side's orders at their own prices.

import type { Reach } from '../model/decision.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { type Side, sign } from '../model/order.js'
import type { MarginRule } from './margin.js'

/** Lots that trade together on one side, and their value in the account's currency. */
export interface Piece {
  readonly lots: number
  readonly value: number
}

const nothing: Piece = { lots: 0, value: 0 }

export class MarginLine {
  readonly #rule: MarginRule
  readonly #reach: Reach
  readonly #mark: number
  readonly #rate: number
  /** Currency of the account for one lot and price point. */
  readonly #perPoint: number

  /** `rate` is the account's currency for one of the instrument's. */
  constructor(rule: MarginRule, instrument: Instrument, reach: Reach, mark: number, rate: number) {
    this.#rule = rule
    this.#reach = reach
    this.#mark = mark
    this.#rate = rate
    this.#perPoint = Math.abs(lotValue(instrument, 1)) * rate
  }

  /** The initial margin of the worst case: of the two ends that working orders could lead to, the one that takes more. */
  get initial(): number {
    return Math.max(this.#after('buy'), this.#after('sell'))
  }

  /** The same with more orders on either side. */
  with(buys: Piece, sells: Piece): number {
    return Math.max(this.#after('buy', buys), this.#after('sell', sells))
  }

  /** The lots that one more order could still trade on a side before it opens anything, at no margin of its own. */
  free(side: Side, closing: Piece): number {
    const { heldLots } = this.#reach
    return Math.max(0, -sign(side) * heldLots - this.#working(side).lots - closing.lots)
  }

  /** The margin at one end: the orders of that side have filled, then `order`. They close first what is held, and open with the rest. */
  end(side: Side, order: Piece): number {
    return this.#after(side, order)
  }

  #after(side: Side, order: Piece = nothing): number {
    const direction = sign(side)
    let held = this.#reach.heldLots
    let opened = 0
    for (const piece of [this.#working(side), order]) {
      const closing = Math.min(piece.lots, Math.max(0, -direction * held))
      held += direction * closing
      const lots = piece.lots - closing
      if (lots > 0) opened += this.#rule.initial(direction * lots, piece.value / (piece.lots * this.#perPoint))
    }
    return ((held === 0 ? 0 : this.#rule.initial(held, this.#mark)) + opened) * this.#rate
  }

  #working(side: Side): Piece {
    const { buyLots, buyValue, sellLots, sellValue } = this.#reach
    return side === 'buy' ? { lots: buyLots, value: buyValue } : { lots: sellLots, value: sellValue }
  }
}
