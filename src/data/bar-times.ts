// When a bar opens and when it can be known, from the stamp that a file gives it.

import { type EpochMs, type IsoDate, type Timeframe, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import type { Calendar } from './calendar/calendar.js'
import type { Session } from './calendar/session.js'
import { dayNumber, isoDate, weekday } from './day-number.js'

export interface BarTimes {
  readonly openTime: EpochMs
  readonly closeTime: EpochMs
}

/** A day bar spans its session: from the open to the close, early closes and late opens included. Fails with BAD_DATA on a day without a session. */
export function dailyBarTimes(calendar: Calendar, date: IsoDate): BarTimes {
  const session = calendar.session(date)
  if (session) return { openTime: session.open, closeTime: session.close }
  const hint = `the next session is ${calendar.next(date).date}: check the date column, or give the instrument another calendar`
  throw new BenchError('BAD_DATA', `${date} is not a session of ${calendar.id}`, hint)
}

/** A week bar spans its ISO week of sessions, Monday to Sunday: from the open of the first to the close of the last. Fails with BAD_DATA on a week without one. */
export function weeklyBarTimes(calendar: Calendar, date: IsoDate): BarTimes {
  const sessions = sessionsOfWeek(calendar, date)
  const [first, last] = [sessions[0], sessions.at(-1)]
  if (first && last) return { openTime: first.open, closeTime: last.close }
  const hint = `the next session is ${calendar.next(date).date}: check the date column, or give the instrument another calendar`
  throw new BenchError('BAD_DATA', `the week of ${date} has no session of ${calendar.id}`, hint)
}

/** The sessions of the ISO week that a date is in, as far as the calendar goes. */
export function sessionsOfWeek(calendar: Calendar, date: IsoDate): readonly Session[] {
  const day = dayNumber(date)
  const monday = day - ((weekday(day) + 6) % 7)
  const from = Math.max(monday, dayNumber(calendar.firstDate))
  const to = Math.min(monday + 6, dayNumber(calendar.lastDate))
  return calendar.sessionsBetween(isoDate(from), isoDate(to))
}

/** Of a bar stamped at its start. Never cut at the session's close, since a recorded bar may hold trades after it and must not be known before them. */
export function intradayCloseTime(openTime: EpochMs, timeframe: Timeframe): EpochMs {
  return openTime + timeframeMs(timeframe)
}
