// The 24/5 calendar of spot forex: Sunday 17:00 to Friday 17:00 in New York, cut into trading dates at 17:00.
//
// The session of a date opens at 17:00 New York the evening before (Monday's on Sunday) and closes at 17:00. A time in the weekend
// belongs to the Monday that follows. Christmas, New Year and other thin days differ from dealer to dealer and are sessions here.
// A year has about 260 of these sessions; returns are annualised by 252, so that forex and stocks compare.

import { DAY_MS, HOUR_MS } from '../../model/time.js'
import { type DayNumber, dayOf, isWeekend, weekday } from '../day-number.js'
import { timeZone } from '../time-zone.js'
import type { SessionRule } from './session.js'

/** The range is only wide enough to catch times in a wrong unit. */
export function forexWeek(): SessionRule {
  const newYork = timeZone('America/New_York')
  const closing = (day: DayNumber) => newYork.toEpoch(day * DAY_MS + CLOSE_MS)
  return {
    id: '24/5',
    periodsPerYear: 252,
    firstDay: dayOf(1900, 1, 1),
    lastDay: dayOf(2100, 12, 31),
    tradingDay: (time) => afterWeekend(Math.floor((newYork.toWall(time) - CLOSE_MS) / DAY_MS) + 1),
    hours: (day) => (isWeekend(day) ? null : { open: closing(day - 1), close: closing(day), early: false }),
  }
}

const CLOSE_MS = 17 * HOUR_MS

function afterWeekend(day: DayNumber): DayNumber {
  const at = weekday(day)
  if (at === 6) return day + 2
  return at === 0 ? day + 1 : day
}
