// Times of day and sessions as strategies ask for them: when a clock shows 15:30 today, and when today's session closes.

import type { Instrument } from '../model/instrument.js'
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { calendar } from './calendar/calendar.js'
import type { Session } from './calendar/session.js'
import { timeZone } from './time-zone.js'

/**
 * When a clock in a zone shows a time of day, on the date that `time` has there: `timeOfDay(time, '15:30', 'America/New_York')`. An hour that the clocks skip
 * is the moment after it, one that they repeat its first. Fails with `USAGE` for what is no time of day or no zone.
 */
export function timeOfDay(time: EpochMs, clock: string, zone: string): EpochMs {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? []
  if (hours === undefined) throw new BenchError('USAGE', `'${clock}' is not a time of day`, 'write hours and minutes: 15:30')
  const local = timeZone(zone)
  const wall = local.day(time) * DAY_MS + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS
  return local.toEpoch(wall, { gap: 'next', overlap: 'earlier' })
}

/** The session of the trading date that a time belongs to, in or out of its hours; null on a date without one. */
export function sessionOn({ calendar: id }: Pick<Instrument, 'calendar'>, time: EpochMs): Session | null {
  const days = calendar(id)
  return days.session(days.sessionDate(time))
}
