// Calendars: which dates have a session, when it opens and closes, and which date a time belongs to.

import type { CalendarId } from '../../model/instrument.js'
import type { EpochMs, IsoDate } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { type DayNumber, dayNumber, isoDate } from '../day-number.js'
import { alwaysOpen } from './always-open.js'
import { forexWeek } from './forex-week.js'
import type { Session, SessionRule } from './session.js'
import { xnys } from './xnys.js'

/** Every question about a date or time outside the calendar's range fails with OUTSIDE_CALENDAR, a malformed date with BAD_DATA. */
export interface Calendar {
  readonly id: CalendarId
  /** 252 for XNYS and 24/5, 365 for 24/7. */
  readonly periodsPerYear: number
  /** The range, both ends included. */
  readonly firstDate: IsoDate
  readonly lastDate: IsoDate
  isSession(date: IsoDate): boolean
  session(date: IsoDate): Session | null
  /** The session with `open <= time < close`; null out of hours. */
  sessionAt(time: EpochMs): Session | null
  /** The trading date that a time belongs to, in or out of hours. XNYS: the date in New York, even on a holiday. 24/5: see `forex-week.ts`. 24/7: the UTC date. */
  sessionDate(time: EpochMs): IsoDate
  /** Every session from one date to another, both included. */
  sessionsBetween(from: IsoDate, to: IsoDate): readonly Session[]
  /** The first session after a date, and the last one before it. */
  next(date: IsoDate): Session
  previous(date: IsoDate): Session
}

/** The calendar of an id; one object for each, so what it has worked out is shared. */
export function calendar(id: CalendarId): Calendar {
  const known = calendars.get(id)
  if (known) return known
  const made = new RuleCalendar(rules[id]())
  calendars.set(id, made)
  return made
}

const calendars = new Map<CalendarId, Calendar>()
const rules: Record<CalendarId, () => SessionRule> = { XNYS: xnys, '24/7': alwaysOpen, '24/5': forexWeek }

/** Works each session out once. Bars arrive in order, so the day asked for last is answered without a look-up. */
class RuleCalendar implements Calendar {
  readonly id: CalendarId
  readonly periodsPerYear: number
  readonly firstDate: IsoDate
  readonly lastDate: IsoDate
  readonly #rule: SessionRule
  readonly #sessions = new Map<DayNumber, Session | null>()
  #sessionDay: DayNumber = Number.NaN
  #session: Session | null = null
  #dateDay: DayNumber = Number.NaN
  #date: IsoDate = ''
  #askedDate: IsoDate | null = null
  #askedDay: DayNumber = Number.NaN

  constructor(rule: SessionRule) {
    this.id = rule.id
    this.periodsPerYear = rule.periodsPerYear
    this.firstDate = isoDate(rule.firstDay)
    this.lastDate = isoDate(rule.lastDay)
    this.#rule = rule
  }

  isSession(date: IsoDate): boolean {
    return this.session(date) !== null
  }

  session(date: IsoDate): Session | null {
    if (date !== this.#askedDate) {
      this.#askedDay = dayNumber(date)
      this.#askedDate = date
    }
    return this.#on(this.#askedDay)
  }

  sessionAt(time: EpochMs): Session | null {
    const session = this.#on(this.#rule.tradingDay(time))
    return session && session.open <= time && time < session.close ? session : null
  }

  sessionDate(time: EpochMs): IsoDate {
    const day = this.#rule.tradingDay(time)
    if (day !== this.#dateDay) {
      this.#checkRange(day)
      this.#date = isoDate(day)
      this.#dateDay = day
    }
    return this.#date
  }

  sessionsBetween(from: IsoDate, to: IsoDate): readonly Session[] {
    const sessions: Session[] = []
    const last = dayNumber(to)
    for (let day = dayNumber(from); day <= last; day++) {
      const session = this.#on(day)
      if (session) sessions.push(session)
    }
    return sessions
  }

  next(date: IsoDate): Session {
    return this.#seek(dayNumber(date), 1)
  }

  previous(date: IsoDate): Session {
    return this.#seek(dayNumber(date), -1)
  }

  /** The range ends the search: a rule without sessions fails there. */
  #seek(from: DayNumber, step: 1 | -1): Session {
    for (let day = from + step; ; day += step) {
      const session = this.#on(day)
      if (session) return session
    }
  }

  #on(day: DayNumber): Session | null {
    if (day !== this.#sessionDay) {
      const known = this.#sessions.get(day)
      this.#session = known === undefined ? this.#workOut(day) : known
      this.#sessionDay = day
    }
    return this.#session
  }

  #workOut(day: DayNumber): Session | null {
    this.#checkRange(day)
    const hours = this.#rule.hours(day)
    const session = hours && Object.freeze({ date: isoDate(day), ...hours })
    this.#sessions.set(day, session)
    return session
  }

  #checkRange(day: DayNumber): void {
    if (day >= this.#rule.firstDay && day <= this.#rule.lastDay) return
    const range = `${this.firstDate} to ${this.lastDate}`
    const hint = `use times in that range (are they milliseconds?), or give the instrument another calendar`
    throw new BenchError('OUTSIDE_CALENDAR', `calendar ${this.id} knows ${range}, not ${dateText(day)}`, hint)
  }
}

/** A wrong unit of time lands beyond the years that an IsoDate can write. */
function dateText(day: DayNumber): string {
  return Math.abs(day) < 700_000 ? isoDate(day) : `day ${day} after 1970-01-01`
}
