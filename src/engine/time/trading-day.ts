// The day of daily limits: it goes from one session's open to the next, so that a mark at the close, and one after it, are of the same day.

import type { Calendar } from '../../data/calendar/calendar.js'
import type { EpochMs } from '../../model/time.js'

/** When the day of a mark ends: the first open at or after it. Infinity on the last date that the calendar knows. */
export function dayEnd(calendar: Calendar, time: EpochMs): EpochMs {
  const date = calendar.sessionDate(time)
  const session = calendar.session(date)
  if (session !== null && time <= session.open) return session.open
  return date >= calendar.lastDate ? Number.POSITIVE_INFINITY : calendar.next(date).open
}
