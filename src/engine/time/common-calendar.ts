// The calendar that the days of a run are counted by.

import type { CalendarId, Instrument } from '../../model/instrument.js'

/** That of all instruments; where they differ every day counts, from midnight to midnight UTC. */
export function commonCalendar([first, ...others]: readonly Pick<Instrument, 'calendar'>[]): CalendarId {
  return first !== undefined && others.every(({ calendar }) => calendar === first.calendar) ? first.calendar : '24/7'
}
