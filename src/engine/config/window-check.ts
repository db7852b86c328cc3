// A trading window in which nothing could ever be opened is a slip of the pen, and is refused before the run.

import { calendar } from '../../data/calendar/calendar.js'
import type { BarSeries } from '../../model/bar.js'
import { isDaily, MINUTE_MS } from '../../model/time.js'
import type { WindowRule } from '../../routing/filters/trading-window.js'
import { BenchError } from '../../std/errors.js'
import type { BarFeed } from '../time/bar-feed.js'

/** Errors: `BAD_CONFIG` for hours of the session that no bar is decided on in, and for more of them cut off than the longest session of the data has. */
export function refuseEmptyWindow(rule: WindowRule, { series }: BarFeed): void {
  if (!rule.regular) return
  for (const one of series) {
    if (!one.executes) continue
    refuseDailyBars(rule, one.series)
    refuseShortSessions(rule, one.series)
  }
}

/** A bar of a day is decided on at its close: when no session is on, or where they never end, as the next one opens. */
function refuseDailyBars({ afterOpenMs }: WindowRule, { timeframe, instrument }: BarSeries): void {
  if (!isDaily(timeframe)) return
  const never = instrument.calendar === '24/7'
  if (never && afterOpenMs === 0) return
  const when = never ? 'as a session opens' : 'after their session'
  const message = `filters.window: bars of ${timeframe} of ${instrument.id} are decided on ${when}, outside every window of it`
  const hint = never
    ? 'leave out afterOpenMinutes, or run shorter bars'
    : 'run shorter bars, or write regular: false and keep only the days'
  throw new BenchError('BAD_CONFIG', message, hint)
}

function refuseShortSessions({ afterOpenMs, beforeCloseMs }: WindowRule, { instrument, columns }: BarSeries): void {
  if (afterOpenMs + beforeCloseMs === 0 || columns.length === 0) return
  const longest = longestSession(instrument.calendar, columns)
  if (longest === 0 || afterOpenMs + beforeCloseMs < longest) return
  const [after, before, all] = [afterOpenMs, beforeCloseMs, longest].map((ms) => ms / MINUTE_MS)
  const message = `filters.window: ${after} minutes after the open and ${before} before the close leave nothing of a session of ${instrument.id}, which has ${all}`
  throw new BenchError('BAD_CONFIG', message, `let afterOpenMinutes and beforeCloseMinutes come to less than ${all}`)
}

/** Of those that the bars lie in; 0 where there is none. */
function longestSession(id: BarSeries['instrument']['calendar'], { openTime, closeTime, length }: BarSeries['columns']): number {
  const days = calendar(id)
  const sessions = days.sessionsBetween(days.sessionDate(openTime[0] as number), days.sessionDate(closeTime[length - 1] as number))
  return sessions.reduce((longest, { open, close }) => Math.max(longest, close - open), 0)
}
