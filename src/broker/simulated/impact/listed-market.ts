// What surrounds one book: the bars that its fills move, and the halts and bands that hold its trading.

import type { BarColumns, BarSeries } from '../../../model/bar.js'
import type { EpochMs } from '../../../model/time.js'
import type { BarCopy } from '../bar-copy.js'
import type { HaltSource } from '../halts/halt-source.js'
import type { VenuePolicy } from '../policy.js'
import type { BarMover } from './bar-mover.js'
import type { LiveMarket } from './live-market.js'

export class ListedMarket {
  readonly #id: string
  readonly #bars: BarColumns
  readonly #mover: BarMover | null
  readonly #halts: HaltSource | null

  /** Null where nothing moves or bounds prices. */
  static of(series: BarSeries, { impact, halts }: VenuePolicy): ListedMarket | null {
    return impact === null && halts === null ? null : new ListedMarket(series, impact?.moverOf(series) ?? null, halts)
  }

  private constructor({ instrument, columns }: BarSeries, mover: BarMover | null, halts: HaltSource | null) {
    this.#id = instrument.id
    this.#bars = columns
    this.#mover = mover
    this.#halts = halts
  }

  /** Why no order is taken now; null when it is. */
  get refusal(): string | null {
    if (this.#mover === null || this.#mover.isReady) return null
    return `impact: the daily volatility and volume of ${this.#id} are not known before six sessions with both; impact.sigma and impact.volume give them`
  }

  open(market: LiveMarket, bar: number): void {
    market.held = false
    this.#mover?.open(market, bar)
  }

  path(market: LiveMarket, bar: number): void {
    this.#mover?.path(market, bar)
  }

  /** Makes ready to match in a bar: `isPath` for what follows its open. */
  ready(market: LiveMarket, bar: BarCopy, isPath: boolean): void {
    market.band = this.#halts?.bandAt(this.#id, bar.openTime) ?? null
    if (!isPath || this.#mover === null) return
    bar.open = market.open
    bar.high = market.high
    bar.low = market.low
    bar.close = market.close
  }

  /** The bar is over; `waits` says whether anything still works. */
  close(market: LiveMarket, bar: number, waits: boolean): void {
    this.#mover?.close(market, bar)
    if (market.held && waits) this.#halts?.heldAtBand(this.#id, this.#bars.openTime[bar] as number)
  }

  split(market: LiveMarket, ratio: number, time: EpochMs): void {
    this.#mover?.split(market, ratio)
    this.#halts?.split(this.#id, ratio, time)
  }
}
