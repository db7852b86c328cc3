// The staleness filter: nothing is opened on a market that was last seen trading too long ago.

import type { Denial } from '../../model/denial.js'
import { dataStale } from '../../model/market-denials.js'
import type { Signal } from '../../model/signal.js'
import type { Gate, GateSeat } from '../gate.js'
import type { MarketView } from '../market-view.js'

/** How old the last bar with a trade may be: milliseconds of trading, or lengths of that bar. */
export type StalenessRule = { readonly ms: number } | { readonly bars: number }

export class StalenessFilter implements Gate {
  readonly #rule: StalenessRule
  readonly #market: MarketView

  constructor(rule: StalenessRule, market: MarketView) {
    this.#rule = rule
    this.#market = market
  }

  judge(_signal: Signal, { instrument: { id }, notes }: GateSeat): Denial | null {
    const { ageMs, barMs } = this.#market.market(id)
    const limitMs = 'ms' in this.#rule ? this.#rule.ms : this.#rule.bars * barMs
    notes?.note('ageMs', ageMs)
    notes?.note('ageLimitMs', limitMs)
    return ageMs <= limitMs ? null : dataStale(ageMs, limitMs)
  }
}
