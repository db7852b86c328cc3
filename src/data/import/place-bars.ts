// Gives each row the times at which its bar opens and can be known, from what its stamp stands for.

import type { Instrument } from '../../model/instrument.js'
import { DAY_MS, type EpochMs, isDaily, type Timeframe, timeframeMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { dailyBarTimes } from '../bar-times.js'
import { type Calendar, calendar } from '../calendar/calendar.js'
import { isoDate } from '../day-number.js'
import { type TimeZone, timeZone } from '../time-zone.js'
import type { ImportOptions } from './options.js'
import type { TimeKind } from './raw-bars.js'

/** Open and close of one bar. `previousOpen` tells which of two equal clock times is meant where clocks went back. Fails with `BAD_DATA`. */
export type PlaceBar = (time: number, previousOpen: EpochMs) => { readonly openTime: EpochMs; readonly closeTime: EpochMs }

/** The rule for a file. A day bar spans its session; an intraday one lasts its timeframe from (or to) its stamp. */
export function placeBars(kind: TimeKind, timeframe: Timeframe, instrument: Instrument, options: ImportOptions, where: string): PlaceBar {
  const days = calendar(instrument.calendar)
  if (isDaily(timeframe)) return placeDays(kind, days, options)
  return placeIntraday(kind, timeframe, days, options, where)
}

function placeDays(kind: TimeKind, days: Calendar, { timeZone: zoneName, stamp }: ImportOptions): PlaceBar {
  if (kind !== 'instant') {
    if (zoneName !== undefined) timeZone(zoneName)
    return (time) => dailyBarTimes(days, isoDate(Math.floor(time / DAY_MS)))
  }
  if (days.id === '24/7') {
    // A market that never closes has no session to give a bar its hours: it starts when it says.
    const before = stamp === 'end' ? DAY_MS : 0
    return (time) => ({ openTime: time - before, closeTime: time - before + DAY_MS })
  }
  // Midnight UTC is how programs write a bare date; any other instant is a time of the session's day.
  return (time) => dailyBarTimes(days, time % DAY_MS === 0 ? isoDate(time / DAY_MS) : days.sessionDate(time))
}

function placeIntraday(kind: TimeKind, timeframe: Timeframe, days: Calendar, options: ImportOptions, where: string): PlaceBar {
  const length = timeframeMs(timeframe)
  const before = options.stamp === 'end' ? length : 0
  const refuseNonSession = sessionGuard(days)
  const toEpoch = kind === 'wall' ? wallReader(options, before, where) : (time: number) => time
  return (time, previousOpen) => {
    const openTime = toEpoch(time, previousOpen) - before
    refuseNonSession(openTime)
    return { openTime, closeTime: openTime + length }
  }
}

function wallReader({ timeZone: name }: ImportOptions, before: number, where: string): (time: number, previousOpen: EpochMs) => EpochMs {
  if (name === undefined) {
    const hint = 'say where the clock hangs that showed them: --tz America/New_York, or --tz UTC'
    throw new BenchError('USAGE', `${where}: the times have no zone`, hint)
  }
  const zone: TimeZone = timeZone(name)
  return (wall, previousOpen) => {
    const earlier = zone.toEpoch(wall)
    return earlier - before > previousOpen ? earlier : zone.toEpoch(wall, { gap: 'error', overlap: 'later' })
  }
}

/**
 * A check that fails on a bar of a day without a session: a slip of the zone or the calendar. Bars outside the hours of a session's day are data.
 * Bars of one day follow each other, so its answer is kept.
 */
function sessionGuard(days: Calendar): (openTime: EpochMs) => void {
  let known = ''
  return (openTime) => {
    const date = days.sessionDate(openTime)
    if (date === known) return
    if (!days.isSession(date)) dailyBarTimes(days, date)
    known = date
  }
}
