// The clock that a market's habits follow: changes of the clocks move its busy hours in UTC, not on the wall.

import type { CalendarId } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import { timeZone, type WallMs } from '../time-zone.js'

/** New York for stocks and forex; UTC for a market that never closes. */
export function marketClock(calendar: CalendarId): (time: EpochMs) => WallMs {
  if (calendar === '24/7') return (time) => time
  const zone = timeZone('America/New_York')
  return (time) => zone.toWall(time)
}
