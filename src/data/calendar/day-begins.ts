// When a trading date begins: before every bar of that date, and not before the end of any bar of the date before.

import type { CalendarId } from '../../model/instrument.js'
import { DAY_MS, type EpochMs, HOUR_MS, type IsoDate } from '../../model/time.js'
import { assertNever } from '../../std/assert.js'
import { dayNumber } from '../day-number.js'
import { timeZone } from '../time-zone.js'

/** XNYS: midnight in New York. 24/7: midnight UTC. 24/5: 17:00 in New York the evening before. */
export function dayBegins(calendar: CalendarId, date: IsoDate): EpochMs {
  const midnight = dayNumber(date) * DAY_MS
  switch (calendar) {
    case 'XNYS':
      return timeZone('America/New_York').toEpoch(midnight)
    case '24/7':
      return midnight
    case '24/5':
      return timeZone('America/New_York').toEpoch(midnight - 7 * HOUR_MS)
    default:
      return assertNever(calendar)
  }
}
