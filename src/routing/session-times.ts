// The sessions of the run's instruments, as stages ask for them.

import { type Calendar, calendar } from '../data/calendar/calendar.js'
import type { Session } from '../data/calendar/session.js'
import type { Instrument } from '../model/instrument.js'
import type { EpochMs, IsoDate } from '../model/time.js'

export class SessionTimes {
  readonly #calendars: ReadonlyMap<string, Calendar>

  constructor(instruments: readonly Instrument[]) {
    this.#calendars = new Map(instruments.map(({ id, calendar: name }) => [id, calendar(name)]))
  }

  /** The trading date of an instrument at a time, in or out of hours. */
  dateOf(instrument: string, time: EpochMs): IsoDate {
    return this.#calendarOf(instrument).sessionDate(time)
  }

  /** The session that is on; null out of hours. */
  sessionAt(instrument: string, time: EpochMs): Session | null {
    return this.#calendarOf(instrument).sessionAt(time)
  }

  /** When the first session after the trading date of a time opens; Infinity beyond the calendar. */
  nextOpen(instrument: string, time: EpochMs): EpochMs {
    const days = this.#calendarOf(instrument)
    const date = days.sessionDate(time)
    return date < days.lastDate ? days.next(date).open : Number.POSITIVE_INFINITY
  }

  #calendarOf(instrument: string): Calendar {
    return this.#calendars.get(instrument) as Calendar
  }
}
