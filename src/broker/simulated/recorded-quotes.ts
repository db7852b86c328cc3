// Recorded bid and ask bars beside the bars of a series: at each of a bar's four prices the quote is the recorded one, between them it is drawn straight.

import { firstAtOrAfter } from '../../data/columns.js'
import type { Bar, BarSeries } from '../../model/bar.js'
import { type Instrument, isPrice } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { Quotes, Turn } from './quotes.js'

type Side = 1 | -1

/** Columns by the price of the bar that they are, or stand beside. */
type SideColumns = Readonly<Record<Turn, Float64Array>>

export class RecordedQuotes implements Quotes {
  readonly #bid: SideColumns
  readonly #ask: SideColumns
  readonly #price: SideColumns
  readonly #instrument: Instrument
  readonly #openTime: Float64Array
  #bar: Bar | null = null
  /** Rows up to here were looked at for a last known spread. */
  #seen = 0
  #lastAsk = 0
  #lastBid = 0
  #from: Turn = 'open'
  #to: Turn = 'open'

  constructor({ instrument, quotes, columns }: BarSeries) {
    if (quotes === undefined) {
      const message = `${instrument.id}: the bars have no bid and ask beside them`
      throw new BenchError('BAD_DATA', message, 'take a modelled spread such as { ticks: 1 }, or import bars with bid and ask')
    }
    this.#bid = { open: quotes.bidOpen, high: quotes.bidHigh, low: quotes.bidLow, close: quotes.bidClose }
    this.#ask = { open: quotes.askOpen, high: quotes.askHigh, low: quotes.askLow, close: quotes.askClose }
    this.#price = columns
    this.#instrument = instrument
    this.#openTime = columns.openTime
  }

  begin(bar: Bar): void {
    this.#bar = bar
    this.go('open', 'open')
    this.#see(bar.index)
  }

  split(ratio: number, time: EpochMs): void {
    this.#see(firstAtOrAfter(this.#openTime, time))
    this.#lastAsk /= ratio
    this.#lastBid /= ratio
  }

  /** A row without quotes has the distance at the last close that had one and was a price; before the first there is none. */
  #see(row: number): void {
    for (; this.#seen < row; this.#seen++) {
      const close = this.#price.close[this.#seen] as number
      if (!isPrice(close, this.#instrument)) continue
      const [ask, bid] = [this.#ask.close[this.#seen] as number, this.#bid.close[this.#seen] as number]
      if (!Number.isNaN(ask)) this.#lastAsk = Math.max(0, ask - close)
      if (!Number.isNaN(bid)) this.#lastBid = Math.max(0, close - bid)
    }
  }

  go(from: Turn, to: Turn): void {
    this.#from = from
    this.#to = to
  }

  priceFor(side: Side, price: number): number {
    const bar = this.#bar as Bar
    const [start, end] = [bar[this.#from], bar[this.#to]]
    const [first, last] = [this.#distance(side, this.#from), this.#distance(side, this.#to)]
    // Where the price stands still it is not known when the quote moved.
    const distance = end === start ? Math.max(first, last) : first + ((last - first) * (price - start)) / (end - start)
    return price + side * distance
  }

  priceAt(side: Side, quote: number): number {
    const bar = this.#bar as Bar
    const [start, end] = [bar[this.#from], bar[this.#to]]
    const [first, last] = [start + side * this.#distance(side, this.#from), end + side * this.#distance(side, this.#to)]
    return first === last ? Number.NaN : start + ((quote - first) / (last - first)) * (end - start)
  }

  /** How far the side's quote is from the bar's price, to the side's cost: quotes and trades are not of the same moment, and nobody gains by that. */
  #distance(side: Side, turn: Turn): number {
    const { index } = this.#bar as Bar
    const recorded = (side > 0 ? this.#ask : this.#bid)[turn][index] as number
    if (Number.isNaN(recorded)) return side > 0 ? this.#lastAsk : this.#lastBid
    return Math.max(0, side * (recorded - (this.#price[turn][index] as number)))
  }
}
