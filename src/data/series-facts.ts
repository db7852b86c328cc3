// What one looks at before trusting a series: its range, prices and volume, and the sessions of its calendar that it has no bar for.

import type { BarColumns, BarSeries } from '../model/bar.js'
import { DAY_MS, type EpochMs, type IsoDate, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { type Calendar, calendar } from './calendar/calendar.js'

export interface SeriesFacts {
  readonly rows: number
  /** Open of the first bar, close of the last. */
  readonly from: EpochMs
  readonly to: EpochMs
  readonly firstClose: number
  readonly lastClose: number
  /** Over all closes. */
  readonly lowestClose: number
  readonly highestClose: number
  readonly lowestVolume: number
  readonly highestVolume: number
  readonly missing: MissingSessions
}

/** Dates of sessions between the first bar and the last without any bar; or why that cannot be said. */
export type MissingSessions =
  | { readonly known: true; readonly sessions: number; readonly dates: readonly IsoDate[] }
  | { readonly known: false; readonly reason: string }

/** Of a series that has bars. */
export function seriesFacts(series: BarSeries): SeriesFacts {
  const { close, volume, openTime, closeTime, length } = series.columns
  const closes = rangeOf(close)
  const volumes = rangeOf(volume)
  return {
    rows: length,
    from: openTime[0] as number,
    to: closeTime[length - 1] as number,
    firstClose: close[0] as number,
    lastClose: close[length - 1] as number,
    lowestClose: closes.lowest,
    highestClose: closes.highest,
    lowestVolume: volumes.lowest,
    highestVolume: volumes.highest,
    missing: missingSessions(series),
  }
}

/** Daily and shorter bars only: a longer one stands for several sessions. */
function missingSessions({ instrument, timeframe, columns }: BarSeries): MissingSessions {
  if (timeframeMs(timeframe) > DAY_MS) return { known: false, reason: `bars of ${timeframe} hold several sessions` }
  try {
    return { known: true, ...absentDates(calendar(instrument.calendar), columns) }
  } catch (error) {
    if (error instanceof BenchError && error.code === 'OUTSIDE_CALENDAR') return { known: false, reason: error.message }
    throw error
  }
}

function absentDates(days: Calendar, { openTime, length }: BarColumns): { sessions: number; dates: IsoDate[] } {
  const present = new Set<IsoDate>()
  for (let row = 0; row < length; row++) present.add(days.sessionDate(openTime[row] as number))
  const sessions = days.sessionsBetween(days.sessionDate(openTime[0] as number), days.sessionDate(openTime[length - 1] as number))
  return { sessions: sessions.length, dates: sessions.map(({ date }) => date).filter((date) => !present.has(date)) }
}

function rangeOf(values: Float64Array): { readonly lowest: number; readonly highest: number } {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return { lowest, highest }
}
