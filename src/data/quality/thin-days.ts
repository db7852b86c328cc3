// The days around Christmas and New Year, on which many dealers of a market without holidays are closed.

import type { CalendarId } from '../../model/instrument.js'
import type { IsoDate } from '../../model/time.js'

export const thinDayHint = 'many dealers are closed on that day'

/** The 24/5 calendar has no holidays, since dealers differ: what is missing there on these days is no fault. */
export function isThinDay(calendar: CalendarId, date: IsoDate): boolean {
  return calendar === '24/5' && /-(12-(24|25|26|31)|01-0[12])$/.test(date)
}
