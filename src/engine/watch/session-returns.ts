// What each asset returned over the last sessions, read from the bars when a session is over: a bar costs nothing.

import { dayBegins } from '../../data/calendar/day-begins.js'
import type { BarSeries } from '../../model/bar.js'
import { asPrice } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import type { ReturnHistory } from '../../risk/monitors/return-history.js'

/** One asset: the series that its orders execute on, and how many of its bars are over by a time. */
export interface ReturningAsset {
  readonly series: BarSeries
  barsBy(time: EpochMs): number
  /** The account's currency for one of its own at a time that is past, by closes not after `latest`. */
  rate(time: EpochMs, latest: EpochMs): number
}

export class SessionReturns implements ReturnHistory {
  sessions = 0
  ended = 0
  readonly #assets: readonly ReturningAsset[]
  readonly #longest: number
  /** Twice as long as the history, so that it moves back only once in so many sessions. */
  readonly #columns: readonly Float64Array[]
  #end = 0
  /** How many bars each asset had by the end of the session. */
  readonly #bars: Float64Array
  /** Of each asset, the value of its last close and the time of that bar. */
  readonly #closes: Float64Array
  readonly #times: Float64Array

  constructor(assets: readonly ReturningAsset[], longest: number) {
    this.#assets = assets
    this.#longest = longest
    this.#columns = assets.map(() => new Float64Array(2 * longest))
    this.#bars = new Float64Array(assets.length)
    this.#closes = new Float64Array(assets.length).fill(Number.NaN)
    this.#times = new Float64Array(assets.length).fill(Number.NaN)
  }

  of(asset: number): Float64Array {
    return (this.#columns[asset] as Float64Array).subarray(this.#end - this.sessions, this.#end)
  }

  /** Takes in the session that ended at a time: an asset without a bar in it stood still in its own currency. */
  endSession(time: EpochMs): void {
    if (this.#end === 2 * this.#longest) this.#moveBack()
    const closed = this.#count(time)
    for (let place = 0; place < this.#assets.length; place++) this.#take(place, closed, time)
    this.#end++
    this.ended++
    this.sessions = Math.min(this.#longest, this.sessions + 1)
  }

  /** Counts the bars by a time; answers when the last of them closed: prices are turned into the account's currency as rates stood then, and not at the next mark. */
  #count(time: EpochMs): EpochMs {
    let closed = Number.NEGATIVE_INFINITY
    for (let place = 0; place < this.#assets.length; place++) {
      const { series, barsBy } = this.#assets[place] as ReturningAsset
      const bars = barsBy(time)
      this.#bars[place] = bars
      if (bars > 0) closed = Math.max(closed, series.columns.closeTime[bars - 1] as number)
    }
    return closed
  }

  #take(place: number, closed: EpochMs, time: EpochMs): void {
    const { series, rate } = this.#assets[place] as ReturningAsset
    const bar = (this.#bars[place] as number) - 1
    const column = this.#columns[place] as Float64Array
    const before = this.#closes[place] as number
    if (bar < 0) {
      column[this.#end] = Number.NaN
      return
    }
    const close = asPrice(series.columns.close[bar] as number, series.instrument) * rate(closed, time)
    const closeTime = series.columns.closeTime[bar] as number
    column[this.#end] = (close * splitsBetween(series, this.#times[place] as number, closeTime)) / before - 1
    this.#closes[place] = close
    this.#times[place] = closeTime
  }

  #moveBack(): void {
    for (const column of this.#columns) column.copyWithin(0, this.#longest)
    this.#end = this.#longest
  }
}

/** What the splits from one close to another make of a share; 1 without any. */
function splitsBetween({ actions = [], instrument }: BarSeries, from: EpochMs, to: EpochMs): number {
  let ratio = 1
  for (const action of actions) {
    if (action.kind !== 'split') continue
    const begins = dayBegins(instrument.calendar, action.exDate)
    if (from <= begins && begins < to) ratio *= action.ratio
  }
  return ratio
}
