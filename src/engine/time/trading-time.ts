// How long a market was open between two times: hours in which it is shut make no price older.

import type { Calendar } from '../../data/calendar/calendar.js'
import type { EpochMs } from '../../model/time.js'

/** More sessions than these are too many for whoever asks. */
const ENOUGH_SESSIONS = 40

/** Milliseconds of sessions from one time to another; of a time between two that is far away, what the first 40 sessions make. */
export function tradingTime(calendar: Calendar, from: EpochMs, to: EpochMs): number {
  const now = calendar.sessionAt(from)
  if (now !== null && to <= now.close) return to - from
  let date = calendar.sessionDate(from)
  const first = calendar.session(date)
  let open = first === null ? 0 : overlap(first.open, first.close, from, to)
  for (let count = 0; count < ENOUGH_SESSIONS && date < calendar.lastDate; count++) {
    const next = calendar.next(date)
    if (next.open >= to) break
    open += overlap(next.open, next.close, from, to)
    date = next.date
  }
  return open
}

function overlap(open: EpochMs, close: EpochMs, from: EpochMs, to: EpochMs): number {
  return Math.max(0, Math.min(close, to) - Math.max(open, from))
}
