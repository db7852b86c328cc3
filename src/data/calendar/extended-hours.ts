// When US stocks trade before the open and after the close: 4:00 to 20:00 in New York, to 17:00 on days that close early (NYSE Arca; NYSE Group, Holiday
// and Early Closings Calendar, 2021-12-27). Brokers take orders for outside regular hours over the same span. One rule for all years.

import type { CalendarId } from '../../model/instrument.js'
import { DAY_MS, type EpochMs, HOUR_MS } from '../../model/time.js'
import { dayNumber } from '../day-number.js'
import { timeZone } from '../time-zone.js'
import type { Session } from './session.js'

const PRE_MARKET = 4 * HOUR_MS
const POST_MARKET_END = 20 * HOUR_MS
const EARLY_POST_MARKET_END = 17 * HOUR_MS

/** From the first trade before the open to the last after the close of a session; the session itself where a market has no such hours. */
export function extendedHours(
  calendar: CalendarId,
  { date, open, close, early }: Session,
): { readonly open: EpochMs; readonly close: EpochMs } {
  if (calendar !== 'XNYS') return { open, close }
  const newYork = timeZone('America/New_York')
  const midnight = dayNumber(date) * DAY_MS
  return {
    open: newYork.toEpoch(midnight + PRE_MARKET),
    close: newYork.toEpoch(midnight + (early ? EARLY_POST_MARKET_END : POST_MARKET_END)),
  }
}
