// A session, and what a calendar must know of its own to have them.

import type { CalendarId } from '../../model/instrument.js'
import type { EpochMs, IsoDate } from '../../model/time.js'
import type { DayNumber } from '../day-number.js'

/** One trading date: trading goes on while `open <= time < close`. */
export interface Session {
  readonly date: IsoDate
  readonly open: EpochMs
  readonly close: EpochMs
  /** Whether it closes before the usual time of day. */
  readonly early: boolean
}

export type SessionHours = Omit<Session, 'date'>

/** The rule that one market adds; `calendar.ts` makes the calendar of it. */
export interface SessionRule {
  readonly id: CalendarId
  /** Sessions that make a year when returns are annualised. */
  readonly periodsPerYear: number
  readonly firstDay: DayNumber
  readonly lastDay: DayNumber
  /** The date that a time belongs to, in or out of hours, whether or not it has a session. */
  tradingDay(time: EpochMs): DayNumber
  /** The hours of a day from firstDay to lastDay; null where it has no session. */
  hours(day: DayNumber): SessionHours | null
}
