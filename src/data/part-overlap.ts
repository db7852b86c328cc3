// Where two bars of a series overlap, the moment that was recorded stands: bars stamped at their start end early, bars stamped at their end begin late.

import { type EpochMs, HOUR_MS, isDaily, type Timeframe } from '../model/time.js'
import type { Calendar } from './calendar/calendar.js'

/** Which end of a bar its stamp is. */
export type Stamp = 'start' | 'end'

/**
 * Ends the overlap of a bar with the one before it, if there is one. A stamp at the end is when the bar before was known: to cut its close back to where this
 * one would have begun would be to know it earlier.
 */
export function partOverlap(openTime: Float64Array, closeTime: Float64Array, row: number, stamp: Stamp): void {
  const closesBefore = closeTime[row - 1] as number
  const opens = openTime[row] as number
  if (closesBefore <= opens) return
  if (stamp === 'start') closeTime[row - 1] = opens
  else openTime[row] = closesBefore
}

/**
 * Whether a bar that begins inside the one before it is an odd one that a file may have: the first of a session, which cuts the one before it; one stamped
 * at its end that the session's close made short; or a day that the clocks made an hour shorter. Any other is off the grid, and to part the two would be to
 * know the earlier one too early.
 */
export function mayOverlap(
  days: Calendar,
  timeframe: Timeframe,
  stamp: Stamp,
  openTime: EpochMs,
  closeTime: EpochMs,
  closesBefore: EpochMs,
): boolean {
  if (isDaily(timeframe)) return closesBefore - openTime <= HOUR_MS
  if (days.id === '24/7') return false
  if (stamp === 'start') return days.sessionAt(openTime)?.open === openTime
  return days.sessionAt(closeTime - 1)?.close === closeTime
}
