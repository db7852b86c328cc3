// The market-wide circuit breaker: all stocks halt when the S&P 500 falls by 7, 13 or 20 percent from its last close.

import type { Calendar } from '../../../data/calendar/calendar.js'
import type { Session } from '../../../data/calendar/session.js'
import type { BarColumns } from '../../../model/bar.js'
import { type EpochMs, type IsoDate, MINUTE_MS } from '../../../model/time.js'

/*
 * NYSE Rule 80B, now 7.12, and its likes at the other exchanges, as amended by SEC Release 34-67090 (31 May 2012) and operative with the Limit Up-Limit Down
 * plan since 8 April 2013. Before, the levels were 10, 20 and 30 percent of the Dow Jones average of a quarter: not built.
 */
const OPERATIVE = '2013-04-08'
const levels = [0.07, 0.13, 0.2] as const
const HALT = 15 * MINUTE_MS
/** From 15:25, or 12:25 before an early close, levels 1 and 2 halt nothing. */
const LATE = 35 * MINUTE_MS

/** A bar of the index tells of a fall when it is over: what filled inside it stands. Each level is reached once a day; the third ends the day. */
export class MarketWideHalts {
  readonly #bars: BarColumns
  readonly #calendar: Calendar
  #next = 0
  #date: IsoDate = ''
  #session: Session | null = null
  /** Unknown in the first session of the data: then nothing can halt. */
  #previousClose = Number.NaN
  #lastClose = Number.NaN
  #reached = 0
  #haltedUntil = Number.NEGATIVE_INFINITY

  constructor(index: BarColumns, calendar: Calendar) {
    this.#bars = index
    this.#calendar = calendar
  }

  isHalted(time: EpochMs): boolean {
    const { closeTime } = this.#bars
    for (; this.#next < closeTime.length && (closeTime[this.#next] as number) <= time; this.#next++) this.#end(this.#next)
    return time < this.#haltedUntil
  }

  #end(bar: number): void {
    const { openTime, closeTime, low, close } = this.#bars
    const from = openTime[bar] as number
    const date = this.#calendar.sessionDate(from)
    if (date !== this.#date) this.#enter(date)
    const session = this.#session
    if (session === null || from < session.open || from >= session.close) return
    // A close that is no price says nothing of where the day ended.
    if ((close[bar] as number) > 0) this.#lastClose = close[bar] as number
    if (date < OPERATIVE || from < this.#haltedUntil) return
    const fall = 1 - (low[bar] as number) / this.#previousClose
    // The last bits of a fall are rounding: a level is reached at it.
    const reached = levels.filter((level) => fall >= level - 1e-12).length
    if (reached <= this.#reached) return
    this.#reached = reached
    if (reached === levels.length) this.#haltedUntil = session.close
    else if (from < session.close - LATE) this.#haltedUntil = (closeTime[bar] as number) + HALT
  }

  #enter(date: IsoDate): void {
    this.#date = date
    this.#session = this.#calendar.session(date)
    this.#previousClose = this.#lastClose
    this.#reached = 0
  }
}
