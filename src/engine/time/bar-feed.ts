// The bar feed: it merges the bars of many instruments and timeframes into one line of times. Each bar begins once and ends once.

import { firstAtOrAfter } from '../../data/columns.js'
import type { BarSeries } from '../../model/bar.js'
import { BarCursor } from '../../model/bar-cursor.js'
import { type EpochMs, timeframeMs } from '../../model/time.js'
import type { Portfolio } from '../../portfolio/portfolio.js'

/** One series on its way through time. */
export class FeedSeries {
  readonly series: BarSeries
  /** Its place in the feed. */
  readonly index: number
  /** The last closed bar: what strategies see. */
  readonly cursor: BarCursor
  /** Index of the instrument in the run's list. */
  readonly instrument: number
  /** Whether orders execute on this series: the finest of its instrument. */
  readonly executes: boolean
  /** The bar that is open, or opens next. */
  bar = 0
  isOpen = false
  /** When it next begins or ends a bar; Infinity at the end. */
  nextTime: EpochMs
  readonly #openTime: Float64Array
  readonly #closeTime: Float64Array
  readonly length: number
  /** When its last bar ends. */
  readonly #endTime: EpochMs

  constructor(series: BarSeries, index: number, instrument: number, executes: boolean) {
    this.series = series
    this.index = index
    this.instrument = instrument
    this.executes = executes
    this.cursor = new BarCursor(series.columns)
    this.#openTime = series.columns.openTime
    this.#closeTime = series.columns.closeTime
    this.length = series.columns.length
    this.#endTime = this.#closeTime[this.length - 1] ?? Number.NEGATIVE_INFINITY
    this.nextTime = this.length > 0 ? (this.#openTime[0] as number) : Number.POSITIVE_INFINITY
  }

  open(): void {
    this.isOpen = true
    this.nextTime = this.#closeTime[this.bar] as number
  }

  /** Marks the account at the bar that ends now. */
  mark(portfolio: Portfolio): void {
    portfolio.markBar(this.instrument, this.series.columns, this.bar)
  }

  close(): void {
    this.cursor.index = this.bar
    this.isOpen = false
    this.bar++
    this.nextTime = this.bar < this.length ? (this.#openTime[this.bar] as number) : Number.POSITIVE_INFINITY
  }

  /** How many bars have ended by a time. */
  barsBy(time: EpochMs): number {
    return time >= this.#endTime ? this.length : firstAtOrAfter(this.#closeTime, time + 1)
  }

  /** Stands after a bar whose predecessors were all replayed. */
  closeAt(bar: number): void {
    this.bar = bar
    this.close()
  }
}

export class BarFeed {
  /** In instrument order, the finest timeframe of each first. */
  readonly series: readonly FeedSeries[]
  readonly instruments: readonly string[]
  /** Series whose bar ends, or begins, at the time that was asked for last: the first `…Count` entries are valid. */
  readonly closing: FeedSeries[]
  readonly opening: FeedSeries[]
  closingCount = 0
  openingCount = 0

  constructor(series: readonly BarSeries[]) {
    const sorted = [...series].sort(bySymbolThenTimeframe)
    this.instruments = [...new Set(sorted.map((one) => one.instrument.id))]
    this.series = sorted.map((one, index) => {
      const id = one.instrument.id
      return new FeedSeries(one, index, this.instruments.indexOf(id), index === 0 || sorted[index - 1]?.instrument.id !== id)
    })
    this.closing = [...this.series]
    this.opening = [...this.series]
  }

  /** When a bar next begins or ends; Infinity at the end of the data. */
  get nextTime(): EpochMs {
    let next = Number.POSITIVE_INFINITY
    for (const one of this.series) if (one.nextTime < next) next = one.nextTime
    return next
  }

  /** Collects the series whose bar ends at this time into `closing`. */
  collectClosing(time: EpochMs): void {
    let count = 0
    for (const one of this.series) if (one.nextTime === time && one.isOpen) this.closing[count++] = one
    this.closingCount = count
  }

  /** Collects the series whose bar begins at this time into `opening`. */
  collectOpening(time: EpochMs): void {
    let count = 0
    for (const one of this.series) if (one.nextTime === time && !one.isOpen) this.opening[count++] = one
    this.openingCount = count
  }
}

function bySymbolThenTimeframe(a: BarSeries, b: BarSeries): number {
  if (a.instrument.id !== b.instrument.id) return a.instrument.id < b.instrument.id ? -1 : 1
  return timeframeMs(a.timeframe) - timeframeMs(b.timeframe)
}
