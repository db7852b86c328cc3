// The spread filter: nothing is opened where crossing from bid to ask costs too much, or where nobody knows what it costs.

import type { Denial } from '../../model/denial.js'
import { spreadTooWide } from '../../model/market-denials.js'
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

  judge(_signal: Signal, { instrument: { id }, notes }: GateSeat): Denial | null {
    const bps = this.#market.spread(id) * 1e4
    notes?.note('spreadBps', bps)
    // A bid above the ask is no quote.
    if (!(bps >= 0 && Number.isFinite(bps))) return { code: 'SPREAD_UNKNOWN', context: { instrument: id, limit_bps: this.#maxBps } }
    // What division leaves of an exact bound is no breach of it.
    return bps <= this.#maxBps * (1 + 1e-12) ? null : spreadTooWide(bps / 1e4, this.#maxBps / 1e4)
  }
}
