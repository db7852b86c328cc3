// The 24/7 calendar of crypto markets: every UTC date is a session from midnight to midnight.

import { DAY_MS } from '../../model/time.js'
import { dayOf } from '../day-number.js'
import type { SessionRule } from './session.js'

/** The range is only wide enough to catch times in a wrong unit. */
export function alwaysOpen(): SessionRule {
  return {
    id: '24/7',
    periodsPerYear: 365,
    firstDay: dayOf(1900, 1, 1),
    lastDay: dayOf(2100, 12, 31),
    tradingDay: (time) => Math.floor(time / DAY_MS),
    hours: (day) => ({ open: day * DAY_MS, close: (day + 1) * DAY_MS, early: false }),
  }
}
