// Gives each row the times at which its bar opens and can be known, from what its stamp stands for.

import type { Instrument } from '../../../model/instrument.js'
import { DAY_MS, type EpochMs, HOUR_MS, type IsoDate, isDaily, type Timeframe, timeframeMs } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { type BarTimes, dailyBarTimes, sessionsOfWeek, weeklyBarTimes } from '../../bar-times.js'
import { type Calendar, calendar } from '../../calendar/calendar.js'
import { dayNumber, isoDate, weekday } from '../../day-number.js'
import { type ClockChangeRule, timeZone } from '../../time-zone.js'
import type { FaultList } from '../rows/faults.js'
import type { RowBatch, TimeKind } from '../rows/row-batch.js'

/** Which way times go in a file. */
export type Direction = 'oldest-first' | 'newest-first' | 'mixed'

export interface PlaceRule {
  readonly kind: TimeKind
  readonly timeframe: Timeframe
  readonly instrument: Instrument
  readonly direction: Direction
  /** IANA zone of clocks that are written without one. */
  readonly timeZone: string | null
  /** What a stamp is; null where nobody said. */
  readonly stamp: 'start' | 'end' | null
  /** The file, for messages. */
  readonly where: string
}

/** Turns the stamps of a batch into open times and writes the close times: NaN, and a fault, for a row whose time cannot be. */
export type PlaceRows = (rows: RowBatch, faults: FaultList) => void

/** The rule for a file: a day or week bar spans its sessions, an intraday one lasts its timeframe from (or to) its stamp. Fails with `USAGE`. */
export function placeRows(rule: PlaceRule): PlaceRows {
  if (rule.timeZone !== null) timeZone(rule.timeZone)
  return isDaily(rule.timeframe) ? placeSessions(rule) : placeIntraday(rule)
}

const rememberedStamps = 50_000

/** The instruments of a file share their days, so each stamp is worked out once. */
function placeSessions(rule: PlaceRule): PlaceRows {
  const times = sessionTimes(rule)
  const known = new Map<number, BarTimes>()
  const remember = (stamp: number): BarTimes => {
    const placed = times(stamp)
    if (known.size < rememberedStamps) known.set(stamp, placed)
    return placed
  }
  return (rows, faults) => {
    const { time, closeTime } = rows
    for (let row = 0; row < rows.rows; row++) {
      const stamp = time[row] as number
      try {
        const placed = known.get(stamp) ?? remember(stamp)
        time[row] = placed.openTime
        closeTime[row] = placed.closeTime
      } catch (error) {
        refuse(error, rows, row, faults)
      }
    }
  }
}

function sessionTimes(rule: PlaceRule): (stamp: number) => BarTimes {
  const days = calendar(rule.instrument.calendar)
  const isWeekly = timeframeMs(rule.timeframe) > DAY_MS
  const length = timeframeMs(rule.timeframe)
  if (rule.kind === 'instant' && days.id === '24/7') {
    // A market that never closes has no session to give a bar its hours: it starts when it says.
    const before = rule.stamp === 'end' ? length : 0
    return (stamp) => ({ openTime: stamp - before, closeTime: stamp - before + length })
  }
  const dateOf = dateReader(rule, days)
  if (!isWeekly) return (stamp) => dailyBarTimes(days, dateOf(stamp))
  if (days.id === '24/7') return weekOfSevenDays(rule, days, dateOf)
  return (stamp) => weeklyBarTimes(days, weekOf(dateOf(stamp), days, rule))
}

/** The day that a stamp means. Midnight UTC is how programs write a bare date; any other instant is a time of the session's day, or the end of the session. */
function dateReader({ kind, stamp: end, where }: PlaceRule, days: Calendar): (stamp: number) => IsoDate {
  return (stamp) => {
    const isMidnight = stamp % DAY_MS === 0
    if (kind !== 'date' && end === 'end' && isMidnight) {
      const date = isoDate(stamp / DAY_MS)
      const message = `${where}: a day that is stamped at its end with the midnight of ${date} may be ${date} or the day before`
      throw new BenchError('USAGE', message, `--stamp start takes ${date}; write dates without a time otherwise`)
    }
    if (kind !== 'instant' || isMidnight) return isoDate(Math.floor(stamp / DAY_MS))
    return days.sessionDate(end === 'end' ? stamp - 1 : stamp)
  }
}

/** Where no day is without a session a week runs from the day that it is stamped with, or to the end of it. Without a word about the stamp it is one of Monday. */
function weekOfSevenDays({ stamp, where }: PlaceRule, days: Calendar, dateOf: (stamp: number) => IsoDate): (stamp: number) => BarTimes {
  const before = stamp === 'end' ? 6 : 0
  return (time) => {
    const date = dateOf(time)
    const day = dayNumber(date)
    if (stamp === null && weekday(day) !== 1) {
      const message = `${where}: the week bar of ${nameOfDay(date)} may begin or end on that day`
      throw new BenchError('USAGE', message, 'say which: --stamp start, or --stamp end')
    }
    const first = dailyBarTimes(days, isoDate(day - before))
    const last = dailyBarTimes(days, isoDate(day - before + 6))
    return { openTime: first.openTime, closeTime: last.closeTime }
  }
}

/** A day of the week that is meant: a Sunday is the last day of one ISO week, and for who stamps bars at their start the eve of the next. */
function weekOf(date: IsoDate, days: Calendar, { stamp, where }: PlaceRule): IsoDate {
  const day = dayNumber(date)
  if (weekday(day) !== 0) return edgeOfWeek(date, days, stamp)
  if (stamp === null) {
    const message = `${where}: week bars of a Sunday may be of the week that ends or of the one that begins`
    throw new BenchError('USAGE', message, 'say which: --stamp end, or --stamp start')
  }
  return stamp === 'start' ? isoDate(day + 1) : date
}

/** A week of another day than its first or last session would be known before its end. */
function edgeOfWeek(date: IsoDate, days: Calendar, stamp: PlaceRule['stamp']): IsoDate {
  const sessions = sessionsOfWeek(days, date)
  const [first, last] = [sessions[0], sessions.at(-1)]
  const begins = stamp !== 'end' && (weekday(dayNumber(date)) === 1 || (first !== undefined && date <= first.date))
  const ends = stamp !== 'start' && last !== undefined && date >= last.date
  if (begins || ends || last === undefined) return date
  const edge = { start: 'Monday, or its first session', end: 'Friday, or its last session', any: 'its first or its last session' }[
    stamp ?? 'any'
  ]
  const message = `a week bar of ${nameOfDay(date)}: a week of ${days.id} is stamped with ${edge}`
  throw new BenchError(
    'BAD_DATA',
    message,
    'is it the other --stamp, or a week that is still being made? Daily bars make weeks of any kind',
  )
}

/** `Thursday 2024-01-04` */
function nameOfDay(date: IsoDate): string {
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
  return `${names[weekday(dayNumber(date))]} ${date}`
}

function placeIntraday(rule: PlaceRule): PlaceRows {
  const length = timeframeMs(rule.timeframe)
  const before = stampOf(rule) === 'end' ? length : 0
  const toEpoch = rule.kind === 'wall' ? readClocks(rule) : null
  const days = calendar(rule.instrument.calendar)
  let hour = Number.NaN
  return (rows, faults) => {
    const { time, closeTime } = rows
    for (let row = 0; row < rows.rows; row++) {
      try {
        const openTime = (toEpoch === null ? (time[row] as number) : toEpoch(rows, row)) - before
        // In every calendar a date begins on the hour, so the rows of one hour are of one date.
        const openHour = Math.floor(openTime / HOUR_MS)
        if (openHour !== hour) refuseWithoutSession(days, openTime)
        hour = openHour
        time[row] = openTime
        closeTime[row] = openTime + length
      } catch (error) {
        refuse(error, rows, row, faults)
      }
    }
  }
}

function stampOf({ stamp, timeframe, where }: PlaceRule): 'start' | 'end' {
  if (stamp !== null) return stamp
  const message = `${where}: nothing says whether a bar of ${timeframe} is stamped when it begins or when it ends`
  throw new BenchError('USAGE', message, 'say which: --stamp start, or --stamp end')
}

/** A bar on a day without a session is a slip of the zone or the calendar. Outside the hours of a session's day it is data. */
function refuseWithoutSession(days: Calendar, openTime: EpochMs): void {
  const date = days.sessionDate(openTime)
  if (!days.isSession(date)) dailyBarTimes(days, date)
}

/**
 * Where clocks went back and an hour came twice, the row before tells which of the two is meant: times do not turn back. A row at the time of the one before is its
 * repeat, unless a bar is so long that the hour holds only one and the two differ: then it is the hour's second time.
 */
function readClocks({ timeZone: name, direction, where, timeframe }: PlaceRule): (rows: RowBatch, row: number) => EpochMs {
  if (name === null) {
    const hint = 'say where the clock hangs that showed them: --tz America/New_York, or --tz UTC'
    throw new BenchError('USAGE', `${where}: the times have no zone`, hint)
  }
  const zone = timeZone(name)
  const [usual, other] = clockChanges[direction]
  const isAfter = direction === 'newest-first' ? -1 : 1
  const length = timeframeMs(timeframe)
  const previous: number[] = []
  return (rows, row) => {
    const wall = rows.time[row] as number
    const symbol = rows.symbol[row] as number
    const last = previous[symbol] ?? isAfter * Number.NEGATIVE_INFINITY
    let time = zone.toEpoch(wall, usual)
    if ((time - last) * isAfter <= 0) {
      const second = zone.toEpoch(wall, other)
      const isRepeat = time === last && (Math.abs(second - time) > length || repeatsRowBefore(rows, row))
      if (!isRepeat) time = second
    }
    previous[symbol] = time
    return time
  }
}

/** Whether a row has the prices of the one before it of its instrument, as far as that is at hand. */
function repeatsRowBefore({ symbol, open, high, low, close, volume }: RowBatch, row: number): boolean {
  let before = row - 1
  while (before >= 0 && symbol[before] !== symbol[row]) before--
  return before >= 0 && [open, high, low, close, volume].every((column) => column[before] === column[row])
}

const clockChanges: Record<Direction, readonly [usual: ClockChangeRule, other: ClockChangeRule]> = {
  'oldest-first': [
    { gap: 'error', overlap: 'earlier' },
    { gap: 'error', overlap: 'later' },
  ],
  'newest-first': [
    { gap: 'error', overlap: 'later' },
    { gap: 'error', overlap: 'earlier' },
  ],
  mixed: [
    { gap: 'error', overlap: 'error' },
    { gap: 'error', overlap: 'error' },
  ],
}

/** The row of a time that cannot be is a fault of the row; one that needs an option of the user stops the import. */
function refuse(error: unknown, rows: RowBatch, row: number, faults: FaultList): void {
  if (!(error instanceof BenchError) || error.code === 'USAGE') throw error
  faults.add({ id: rows.id[row] as number, message: error.message, hint: error.hint })
  rows.closeTime[row] = Number.NaN
}
