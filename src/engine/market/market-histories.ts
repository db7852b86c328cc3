// The market data of every instrument of a run as it is known now: one history each, for filters and controls alike.

import type { HaltSource } from '../../broker/simulated/halts/halt-source.js'
import type { BarFeed, FeedSeries } from '../time/bar-feed.js'
import { MarketHistory } from './market-history.js'

export class MarketHistories {
  readonly #executing: ReadonlyMap<string, FeedSeries>
  readonly #halts: HaltSource | null
  readonly #known = new Map<string, MarketHistory>()

  /** `halts` are null where nothing halts. */
  constructor(feed: BarFeed, halts: HaltSource | null) {
    this.#executing = new Map(feed.series.flatMap((one) => (one.executes ? [[one.series.instrument.id, one] as const] : [])))
    this.#halts = halts
  }

  /** Of the series that the instrument's orders execute on; made when it is first asked for. */
  of(instrument: string): MarketHistory {
    const known = this.#known.get(instrument)
    if (known !== undefined) return known
    const history = new MarketHistory(this.#executing.get(instrument) as FeedSeries, this.#halts)
    this.#known.set(instrument, history)
    return history
  }
}
