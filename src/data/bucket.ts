// Which longer bar a shorter one goes into: buckets stand on the sessions of a calendar, not on the clock.

import { DAY_MS, type EpochMs, type IsoDate, isDaily, type Timeframe, timeframeMs } from '../model/time.js'
import { sessionsOfWeek } from './bar-times.js'
import type { Calendar } from './calendar/calendar.js'
import type { Session } from './calendar/session.js'

/** Bars of the session alone, or those before its open and after its close too. */
export type Hours = 'regular' | 'all'

export interface Bucket {
  /** What opens at or after `start` and before `end` is in it. */
  readonly start: EpochMs
  readonly end: EpochMs
  /** A bar that lies wholly between these two is in it for sure, and nobody needs to ask again. */
  readonly sureFrom: EpochMs
  readonly sureUntil: EpochMs
}

/** The bucket of a bar; null where bars out of hours are left out and this is one. A bar that touches a session belongs to it. */
export type FindBucket = (openTime: EpochMs, closeTime: EpochMs) => Bucket | null

/**
 * Buckets of a timeframe. Those shorter than a day begin at the session's open, and the last of a session ends at its close; before the open they are counted
 * back from it, after the close forward from that. A day is a session, a week the sessions of an ISO week: regular hours alone, or whole trading dates.
 */
export function bucketsOf(calendar: Calendar, timeframe: Timeframe, hours: Hours): FindBucket {
  const trading = new TradingDates(calendar)
  const spanOf = isDaily(timeframe) ? dayOrWeek(trading, timeframe, hours) : intraday(trading, timeframeMs(timeframe))
  return (openTime, closeTime) => {
    const session = trading.sessionOf(openTime)
    const isRegular = touches(session, openTime, closeTime)
    return isRegular || hours === 'all' ? spanOf(openTime, session, isRegular) : null
  }
}

/** Tells bars of regular hours: those that touch a session. */
export function touchesSession(calendar: Calendar): (openTime: EpochMs, closeTime: EpochMs) => boolean {
  const trading = new TradingDates(calendar)
  return (openTime, closeTime) => touches(trading.sessionOf(openTime), openTime, closeTime)
}

/** Whether any of the bar lies within the session. */
function touches(session: Session, openTime: EpochMs, closeTime: EpochMs): boolean {
  return openTime < session.close && closeTime > session.open
}

type SpanOf = (openTime: EpochMs, session: Session, isRegular: boolean) => Bucket

function intraday(trading: TradingDates, length: number): SpanOf {
  return (openTime, session, isRegular) => {
    const { open, close } = session
    if (isRegular) {
      const start = open + Math.floor(Math.max(0, openTime - open) / length) * length
      return solid(start, Math.min(start + length, close))
    }
    if (openTime < open) {
      const end = open - Math.floor((open - openTime - 1) / length) * length
      const begin = trading.beginOf(session)
      if (openTime >= begin) return solid(Math.max(end - length, begin), end)
      return solid(Math.max(end - length, trading.endOf(trading.calendar.previous(session.date))), Math.min(end, begin))
    }
    const start = close + Math.floor((openTime - close) / length) * length
    return solid(start, Math.min(start + length, trading.endOf(session)))
  }
}

function solid(start: EpochMs, end: EpochMs): Bucket {
  return { start, end, sureFrom: start, sureUntil: end }
}

function dayOrWeek(trading: TradingDates, timeframe: Timeframe, hours: Hours): SpanOf {
  const isDay = timeframeMs(timeframe) === DAY_MS
  return (_, session) => {
    const sessions = isDay ? [session] : sessionsOfWeek(trading.calendar, session.date)
    const [first, last] = [sessions[0] as Session, sessions.at(-1) as Session]
    if (hours === 'all') return solid(trading.beginOf(first), trading.endOf(last))
    return { start: first.open, end: last.close, sureFrom: session.open, sureUntil: session.close }
  }
}

/**
 * Whole trading dates: a session with what comes before its open and after its close. A time on a day without a session belongs to the next one, whose
 * date begins no earlier for that: a range that begins with a Monday has Monday.
 */
class TradingDates {
  readonly calendar: Calendar
  readonly #ends = new Map<IsoDate, EpochMs>()

  constructor(calendar: Calendar) {
    this.calendar = calendar
  }

  sessionOf(time: EpochMs): Session {
    const date = this.calendar.sessionDate(time)
    return this.calendar.session(date) ?? this.calendar.next(date)
  }

  /** The first moment of the date: a day before its end, since clocks change on Sundays and no date with a session has the change in it. */
  beginOf(session: Session): EpochMs {
    return Math.min(session.open, this.endOf(session) - DAY_MS)
  }

  /** The first moment of a later date. */
  endOf(session: Session): EpochMs {
    const known = this.#ends.get(session.date)
    if (known !== undefined) return known
    const end = this.#firstMomentAfter(session)
    this.#ends.set(session.date, end)
    return end
  }

  #firstMomentAfter({ date, close }: Session): EpochMs {
    const isLater = (time: EpochMs) => this.calendar.sessionDate(time) > date
    if (isLater(close)) return close
    let before = close
    let after = close + DAY_MS
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (isLater(middle)) after = middle
      else before = middle
    }
    return after
  }
}
