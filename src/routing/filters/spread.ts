// The spread filter: nothing is opened where crossing from bid to ask costs too much, or where nobody knows what it costs.

import type { Denial } from '../../model/denial.js'
import type { Signal } from '../../model/signal.js'
import type { Gate, GateSeat } from '../gate.js'
import type { MarketView } from '../market-view.js'

export class SpreadFilter implements Gate {
  readonly #maxBps: number
  readonly #market: MarketView

  constructor(maxBps: number, market: MarketView) {
    this.#maxBps = maxBps
    this.#market = market
  }

  judge(_signal: Signal, { instrument: { id } }: GateSeat): Denial | null {
    const bps = this.#market.spread(id) * 1e4
    // A bid above the ask is no quote.
    if (!(bps >= 0 && Number.isFinite(bps))) return { code: 'SPREAD_UNKNOWN', context: { instrument: id, limit_bps: this.#maxBps } }
    // What division leaves of an exact bound is no breach of it.
    if (bps <= this.#maxBps * (1 + 1e-12)) return null
    return { code: 'SPREAD_TOO_WIDE', context: { spread_bps: Number(bps.toPrecision(9)), limit_bps: this.#maxBps } }
  }
}
