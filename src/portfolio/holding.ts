// One instrument in the account: net lots, last mark, and each strategy's share.

import type { BarColumns } from '../model/bar.js'
import { type Fill, shareTime } from '../model/fill.js'
import { asPrice, type Instrument, lotValue } from '../model/instrument.js'
import { LotsOverSplits } from '../model/lots-over-splits.js'
import { sign } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import type { LateLots } from './late-lots.js'
import { LivePosition } from './position.js'

export class Holding {
  readonly instrument: Instrument
  /** Its place in the portfolio, and that of its currency in the ledger. */
  readonly index: number
  readonly currency: number
  readonly positions: LivePosition[] = []
  lots = 0
  /** Whether any position in it is open: it is among the holdings that the equity adds up. */
  isTracked = false
  /** NaN before the first, and where the last close is no price. */
  mark = Number.NaN
  /** The last mark that was a price: money that has to be reckoned is reckoned at it. NaN before the first. */
  lastPrice = Number.NaN
  /** When a listing had a price last, where the asset has several. */
  pricedAt: EpochMs = Number.NEGATIVE_INFINITY
  /** The account's currency for one of the instrument's; 1 where they are the same, NaN where it is not known. */
  rate = 1
  /** The last rate that was known. */
  lastRate = 1
  /** Value of one lot at a price of one, in the instrument's currency. */
  readonly perPoint: number
  readonly #splits = new LotsOverSplits()
  /** By the place of a split what fractions of a lot were paid out at as it came. */
  readonly #pricesInLieu: number[] = []

  constructor(instrument: Instrument, index: number, currency: number) {
    this.instrument = instrument
    this.index = index
    this.currency = currency
    this.perPoint = lotValue(instrument, 1)
  }

  /** Value of the net lots at the mark, in the account's currency; 0 where there are none, marked or not. */
  get value(): number {
    return this.lots === 0 ? 0 : this.lots * (this.mark * this.perPoint) * this.rate
  }

  /** Value of all positions at the mark, longs and shorts added, in the account's currency; 0 where none is open, marked or not. */
  get grossValue(): number {
    const { positions } = this
    let lots = 0
    for (let k = 0; k < positions.length; k++) lots += Math.abs((positions[k] as LivePosition).quantity)
    return lots === 0 ? 0 : lots * Math.abs(this.mark * this.perPoint) * this.rate
  }

  /** Flat in every strategy; opposite positions of two are not flat. */
  get isFlat(): boolean {
    for (const position of this.positions) if (position.quantity !== 0) return false
    return true
  }

  get open(): LivePosition[] {
    return this.positions.filter((position) => position.quantity !== 0)
  }

  position(strategy: string): LivePosition {
    for (const position of this.positions) if (position.strategy === strategy) return position
    const fresh = new LivePosition(strategy, this.instrument)
    this.positions.push(fresh)
    return fresh
  }

  /** Its mark from now on; a close that is no price leaves it without one. */
  markAt(close: number): void {
    this.mark = asPrice(close, this.instrument)
    if (!Number.isNaN(this.mark)) this.lastPrice = close
  }

  /** The rate from now on. */
  rateAt(rate: number): void {
    this.rate = rate
    if (!Number.isNaN(rate)) this.lastRate = rate
  }

  /** Takes the close of a bar in: what open positions saw of it follows with `observe`. */
  close(columns: BarColumns, bar: number): void {
    this.markAt(columns.close[bar] as number)
    if (!this.isTracked) return
    const { positions } = this
    for (let k = 0; k < positions.length; k++) {
      const position = positions[k] as LivePosition
      if (position.quantity !== 0) position.reach(bar)
    }
  }

  /** Shows closed bars to the positions that are open. */
  observe(columns: BarColumns, from: number, to: number): void {
    if (!this.isTracked) return
    const { positions } = this
    for (let k = 0; k < positions.length; k++) {
      const position = positions[k] as LivePosition
      if (position.quantity !== 0) position.observe(columns, from, to)
    }
  }

  /** A split: its prices and positions in the new shares. What a position has beside whole lots is to be paid out at `inLieu`. */
  split(ratio: number, inLieu: number, time: EpochMs): void {
    this.mark /= ratio
    this.lastPrice /= ratio
    this.#pricesInLieu.push(inLieu)
    this.#splits.add(time, ratio)
    for (const position of this.positions) {
      position.split(ratio)
      this.#splits.note(position.strategy, position.quantity)
    }
  }

  /** Takes the lots of a fill in that is told, or taken back, after splits that came since. */
  takeLate(fill: Fill, way: 1 | -1, into: LateLots): void {
    const splits = this.#splits
    const lots = way * sign(fill.side) * fill.quantity
    into.whole += splits.takeLate(fill.strategy, lots, shareTime(fill), (fraction, split, time) => {
      const price = this.#pricesInLieu[split] as number
      // Before any price there was nothing to pay out at but that of the fill.
      const known = Number.isNaN(price) ? this.restated(fill).price : splits.priceSince(price, time)
      into.leave(splits.lotsSince(fraction, time), known)
    })
  }

  /** A fill in the lots of today: one from before a split counts its ratio, and is worth the same. */
  restated(fill: Fill): Fill {
    const splits = this.#splits
    const { quantity, price, referencePrice } = fill
    const time = shareTime(fill)
    if (!splits.isSplitSince(time)) return fill
    return {
      ...fill,
      quantity: splits.lotsSince(quantity, time),
      price: splits.priceSince(price, time),
      referencePrice: splits.priceSince(referencePrice, time),
    }
  }
}
