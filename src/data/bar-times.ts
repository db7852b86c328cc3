// When a bar opens and when it can be known, from the stamp that a file gives it.

import { type EpochMs, type IsoDate, type Timeframe, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import type { Calendar } from './calendar/calendar.js'

export interface BarTimes {
  readonly openTime: EpochMs
  readonly closeTime: EpochMs
}

/** A day bar spans its session: from the open to the close, early closes and late opens included. Fails with BAD_DATA on a day without a session. */
export function dailyBarTimes(calendar: Calendar, date: IsoDate): BarTimes {
  const session = calendar.session(date)
  if (session) return { openTime: session.open, closeTime: session.close }
  const hint = `the next session is ${calendar.next(date).date}: check the date column, or give the instrument another calendar`
  throw new BenchError('BAD_DATA', `${date} is not a session of ${calendar.id}`, hint)
}

/** Of a bar stamped at its start. Never cut at the session's close, since a recorded bar may hold trades after it and must not be known before them. */
export function intradayCloseTime(openTime: EpochMs, timeframe: Timeframe): EpochMs {
  return openTime + timeframeMs(timeframe)
}
