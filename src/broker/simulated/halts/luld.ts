// Limit Up-Limit Down for one listing, on its bars: the reference price, the band around it, the limit state and the pause.

import type { Calendar } from '../../../data/calendar/calendar.js'
import type { Session } from '../../../data/calendar/session.js'
import type { BarColumns } from '../../../model/bar.js'
import { splitPrice } from '../../../model/corporate-action.js'
import { roundToTick } from '../../../model/tick.js'
import { type EpochMs, type IsoDate, MINUTE_MS, SECOND_MS } from '../../../model/time.js'
import type { PriceBand } from './halt-source.js'
import { bandHalfWidth, isInForce, type LuldStock } from './luld-rules.js'

const REFERENCE_WINDOW = 5 * MINUTE_MS
/** A new reference price must differ by this share, and the last one must have stood for so long. */
const LEAST_CHANGE = 0.01
const LEAST_STAND = 30 * SECOND_MS
const LIMIT_STATE = 15 * SECOND_MS
const PAUSE = 5 * MINUTE_MS
/** A pause that reaches into the last ten minutes lasts to the close: there is a closing auction, and no reopening. */
const NO_REOPENING = 10 * MINUTE_MS

/**
 * What the plan says of trades and quotes is read from bars: a bar's trades count as its volume at its close, and a bar that closes at or beyond the band,
 * or in which an order of ours waited at it, sat there from its beginning. Bars are looked at once they are over, when somebody asks.
 */
export class Luld {
  readonly #bars: BarColumns
  readonly #calendar: Calendar
  readonly #stock: LuldStock
  readonly #tick: number | 'none'
  #next = 0
  #date: IsoDate = ''
  #session: Session | null = null
  /** The last close of the session before; the first session of the data takes its own first price. */
  #previousClose = Number.NaN
  #lastClose = Number.NaN
  #reference = Number.NaN
  #referenceSince = Number.NEGATIVE_INFINITY
  /** The first bar that counts towards the reference price: none before the open or a reopening does. */
  #windowFrom = 0
  #sitsSince = Number.NaN
  #pausedUntil = Number.NEGATIVE_INFINITY
  /** The next bar of the session sets the reference price: it opens or reopens. */
  #opensNext = false
  #heldBar = -1

  constructor(bars: BarColumns, calendar: Calendar, stock: LuldStock, tick: number | 'none') {
    this.#bars = bars
    this.#calendar = calendar
    this.#stock = stock
    this.#tick = tick
  }

  isPaused(time: EpochMs): boolean {
    this.#advance(time)
    return time < this.#pausedUntil
  }

  /** The band of the bar that begins at this time; null out of the plan's hours. */
  bandAt(time: EpochMs): PriceBand | null {
    this.#advance(time)
    const bar = this.#next
    if (this.#bars.openTime[bar] !== time) return null
    this.#begin(bar)
    return time < this.#pausedUntil ? null : this.#band(time)
  }

  heldAtBand(time: EpochMs): void {
    this.#advance(time)
    if (this.#bars.openTime[this.#next] === time) this.#heldBar = this.#next
  }

  /** The prices that it keeps, in the shares of after a split. */
  split(ratio: number, time: EpochMs): void {
    this.#advance(time)
    this.#lastClose = splitPrice(this.#lastClose, ratio)
    this.#previousClose = splitPrice(this.#previousClose, ratio)
    this.#reference = splitPrice(this.#reference, ratio)
  }

  /** Takes in every bar that was over by a time. */
  #advance(time: EpochMs): void {
    const { closeTime } = this.#bars
    for (; this.#next < closeTime.length && (closeTime[this.#next] as number) <= time; this.#next++) {
      this.#begin(this.#next)
      this.#end(this.#next)
    }
  }

  /** What a bar's beginning shows: a new session, a reopening, its open. Once or again. */
  #begin(bar: number): void {
    const openTime = this.#bars.openTime[bar] as number
    const date = this.#calendar.sessionDate(openTime)
    if (date !== this.#date) this.#enter(date)
    if (!this.#isTraded(openTime) || openTime < this.#pausedUntil) return
    if (this.#opensNext || this.#reopened(bar)) this.#openAt(bar)
  }

  #enter(date: IsoDate): void {
    this.#date = date
    this.#session = this.#calendar.session(date)
    this.#previousClose = this.#lastClose
    this.#pausedUntil = Number.NEGATIVE_INFINITY
    this.#sitsSince = Number.NaN
    this.#opensNext = true
  }

  /** Recorded bars have no bar in a pause: one that comes after five minutes and beyond the band was the reopening. */
  #reopened(bar: number): boolean {
    const openTime = this.#bars.openTime[bar] as number
    if (openTime - (this.#bars.closeTime[bar - 1] ?? openTime) < PAUSE) return false
    const band = this.#band(openTime)
    const open = this.#bars.open[bar] as number
    return band !== null && (open > band.upper || open < band.lower)
  }

  #openAt(bar: number): void {
    this.#reference = this.#bars.open[bar] as number
    this.#referenceSince = this.#bars.openTime[bar] as number
    if (Number.isNaN(this.#previousClose)) this.#previousClose = this.#reference
    this.#windowFrom = bar
    this.#sitsSince = Number.NaN
    this.#opensNext = false
  }

  #end(bar: number): void {
    const { openTime, closeTime, close } = this.#bars
    const [from, to] = [openTime[bar] as number, closeTime[bar] as number]
    if (!this.#isTraded(from)) return
    // What is no price says nothing.
    if (!((close[bar] as number) > 0)) return
    this.#lastClose = close[bar] as number
    // Nothing traded in a pause, whatever was recorded: it is as if the bar had not been.
    if (from < this.#pausedUntil) return
    this.#limitState(bar, from, to)
    this.#refer(bar, to)
  }

  #limitState(bar: number, from: EpochMs, to: EpochMs): void {
    const band = this.#band(from)
    const close = this.#bars.close[bar] as number
    const sits = band !== null && (close >= band.upper || close <= band.lower || this.#heldBar === bar)
    if (!sits) {
      this.#sitsSince = Number.NaN
      return
    }
    if (Number.isNaN(this.#sitsSince)) this.#sitsSince = from
    if (to - this.#sitsSince < LIMIT_STATE) return
    const { close: sessionClose } = this.#session as Session
    const reopens = to + PAUSE
    this.#pausedUntil = reopens > sessionClose - NO_REOPENING ? sessionClose : reopens
    this.#opensNext = true
  }

  /** The mean of the trades of the last five minutes takes the place of the reference price when it is one percent away. */
  #refer(bar: number, time: EpochMs): void {
    if (time - this.#referenceSince < LEAST_STAND) return
    const mean = this.#meanUntil(bar, time)
    if (!(Math.abs(mean / this.#reference - 1) >= LEAST_CHANGE)) return
    this.#reference = mean
    this.#referenceSince = time
  }

  /** By volume, or plainly where none is reported. */
  #meanUntil(bar: number, time: EpochMs): number {
    const { closeTime, close, volume } = this.#bars
    let [turnover, traded, sum, count] = [0, 0, 0, 0]
    for (let row = bar; row >= this.#windowFrom && (closeTime[row] as number) > time - REFERENCE_WINDOW; row--) {
      const price = close[row] as number
      if (!(price > 0)) continue
      const weight = volume[row] as number
      if (weight > 0) {
        turnover += weight * price
        traded += weight
      }
      sum += price
      count++
    }
    return traded > 0 ? turnover / traded : sum / count
  }

  #band(time: EpochMs): PriceBand | null {
    const session = this.#session
    if (session === null || !isInForce(session, time, this.#stock) || !(this.#reference > 0)) return null
    const half = this.#round(bandHalfWidth(this.#reference, this.#previousClose, session, time, this.#stock))
    return { lower: Math.max(0, this.#round(this.#reference - half)), upper: this.#round(this.#reference + half) }
  }

  /** To the nearest tick, as the plan has it. */
  #round(price: number): number {
    const tick = this.#tick
    return tick === 'none' ? price : roundToTick(price + tick / 2, tick, 'down')
  }

  #isTraded(time: EpochMs): boolean {
    return this.#session !== null && time >= this.#session.open && time < this.#session.close
  }
}
