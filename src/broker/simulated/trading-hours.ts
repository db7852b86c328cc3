// When an instrument trades, as its venue sees it: the sessions of its calendar, or the days as they were recorded.

import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import { extendedHours } from '../../data/calendar/extended-hours.js'
import type { Session } from '../../data/calendar/session.js'
import { dayOf, isoDate } from '../../data/day-number.js'
import type { BarColumns, BarSeries } from '../../model/bar.js'
import { type EpochMs, type IsoDate, isDaily } from '../../model/time.js'
import { isWholeBar, type Walked } from './detail.js'
import type { VenuePolicy } from './policy.js'

/** An answer, and the times for which it holds. */
class Known {
  from: EpochMs = Number.NaN
  until: EpochMs = Number.NaN
  answer: EpochMs = Number.NaN
}

export class TradingHours {
  readonly calendar: Calendar
  /** Whether days end as they were recorded, not by the calendar. */
  readonly isAsRecorded: boolean
  /** Whether bars, as they are without detail, hold whole sessions. */
  readonly barsHoldSessions: boolean
  readonly #detailHoldsSessions: boolean
  readonly #walked: Walked | null
  readonly #columns: BarColumns
  /** The session of the bar that was asked about last. */
  #open: EpochMs = Number.NaN
  #close: EpochMs = Number.NaN
  readonly #dayEnd = new Known()
  readonly #extendedDayEnd = new Known()
  readonly #quarterEnd = new Known()

  /** Of a listing's bars, or of the rows that are walked in their place: what is asked about a bar is asked by row. */
  constructor({ instrument, timeframe, detail, columns }: BarSeries, session: VenuePolicy['session'], walked: Walked | null) {
    this.calendar = calendar(instrument.calendar)
    this.isAsRecorded = session === 'as-recorded'
    this.barsHoldSessions = isDaily(timeframe)
    this.#detailHoldsSessions = detail !== undefined && isDaily(detail.timeframe)
    this.#walked = walked
    this.#columns = walked?.series.columns ?? columns
  }

  /** Whether a bar holds a whole session, and has no part outside it: of rows those that are days themselves, and those that are a bar by themselves. */
  holdsSession(bar: number): boolean {
    if (!this.barsHoldSessions) return false
    return this.#walked === null || this.#detailHoldsSessions || isWholeBar(this.#walked, bar)
  }

  /** Whether a bar belongs to a regular session: it opens in one. What the last bar holds beyond the close cannot be told from the rest. */
  isRegular(bar: number): boolean {
    if (this.isAsRecorded || this.holdsSession(bar)) return true
    const time = this.#columns.openTime[bar] as number
    if (time >= this.#open && time < this.#close) return true
    const session = this.calendar.sessionAt(time)
    if (session === null) return false
    this.#open = session.open
    this.#close = session.close
    return true
  }

  /** Whether a bar opens before the open or after the close of a session, while brokers still take orders. */
  isExtended(bar: number): boolean {
    const time = this.#columns.openTime[bar] as number
    const session = this.calendar.session(this.calendar.sessionDate(time))
    if (session === null) return false
    const { open, close } = extendedHours(this.calendar.id, session)
    return open <= time && time < close
  }

  /** Whether a bar is the first of its session in the data. */
  opensSession(bar: number): boolean {
    const { openTime } = this.#columns
    const time = openTime[bar] as number
    if (this.isAsRecorded || this.holdsSession(bar)) {
      return bar === 0 || this.calendar.sessionDate(openTime[bar - 1] as number) !== this.calendar.sessionDate(time)
    }
    const session = this.calendar.sessionAt(time)
    return session !== null && (bar === 0 || (openTime[bar - 1] as number) < session.open)
  }

  /** Whether the open of a bar stands for the opening auction of the session with this close: it is the first of it, and `near` enough to the open. */
  isOpeningOf(close: EpochMs, bar: number, near: number): boolean {
    if (this.isAsRecorded || this.holdsSession(bar)) return true
    const time = this.#columns.openTime[bar] as number
    const session = this.calendar.sessionAt(time)
    return session !== null && session.close === close && time <= session.open + near
  }

  /**
   * Whether the close of a bar stands for the closing auction: it is the last of its session, and `near` enough to the end to be its price.
   * That no bar follows in the session is known when it is over; until then the auction waits.
   */
  closesSession(bar: number, near: number): boolean {
    if (this.holdsSession(bar)) return true
    const { openTime, closeTime, length } = this.#columns
    const session = this.#sessionOf(bar)
    const ends = closeTime[bar] as number
    const next = bar + 1 < length ? (openTime[bar + 1] as number) : null
    if (this.isAsRecorded && next !== null) return this.calendar.sessionDate(next) !== this.calendar.sessionDate(openTime[bar] as number)
    if (session === null) return false
    return ends >= session.close || (next !== null && next >= session.close && ends > session.close - near)
  }

  /** The session that is on at a time, else the one that follows; null beyond the calendar. `outside`: from its first trade before the open to the last after the close. */
  sessionFrom(time: EpochMs, outside: boolean): Session | null {
    const current = this.calendar.sessionAt(time)
    if (current !== null) return current
    const date = this.calendar.sessionDate(time)
    const today = this.calendar.session(date)
    return today !== null && time < this.#closeOf(today, outside) ? today : this.#after(date)
  }

  /** When the day ends for an order that comes at a time. */
  dayEnd(time: EpochMs, outside: boolean): EpochMs {
    const known = outside ? this.#extendedDayEnd : this.#dayEnd
    if (time >= known.from && time < known.until) return known.answer
    const session = this.sessionFrom(time, outside)
    known.answer = session === null ? Number.POSITIVE_INFINITY : this.#closeOf(session, outside)
    known.from = time
    known.until = known.answer
    return known.answer
  }

  /** The first session whose open is at a time or after it; null beyond the calendar. */
  openingFrom(time: EpochMs): Session | null {
    const date = this.calendar.sessionDate(time)
    const today = this.calendar.session(date)
    return today !== null && time <= today.open ? today : this.#after(date)
  }

  /** The close of the last session of the calendar quarter that follows the one of a time. */
  quarterEnd(time: EpochMs): EpochMs {
    const known = this.#quarterEnd
    if (time >= known.from && time < known.until) return known.answer
    const date = this.calendar.sessionDate(time)
    const quarter = Number(date.slice(0, 4)) * 4 + Math.floor((Number(date.slice(5, 7)) - 1) / 3)
    known.answer = this.#lastCloseOf(quarter + 1)
    known.from = time
    known.until = this.#lastCloseOf(quarter)
    return known.answer
  }

  #sessionOf(bar: number): Session | null {
    const time = this.#columns.openTime[bar] as number
    return this.isAsRecorded ? this.calendar.session(this.calendar.sessionDate(time)) : this.calendar.sessionAt(time)
  }

  #closeOf(session: Session, outside: boolean): EpochMs {
    return outside ? extendedHours(this.calendar.id, session).close : session.close
  }

  #after(date: IsoDate): Session | null {
    return date < this.calendar.lastDate ? this.calendar.next(date) : null
  }

  #lastCloseOf(quarter: number): EpochMs {
    const date = isoDate(dayOf(Math.floor(quarter / 4), (quarter % 4) * 3 + 4, 1) - 1)
    if (date > this.calendar.lastDate) return Number.POSITIVE_INFINITY
    return (this.calendar.session(date) ?? this.calendar.previous(date)).close
  }
}
