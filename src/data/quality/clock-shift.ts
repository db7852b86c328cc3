// Finds weeks in which the clock of the data is off by whole hours: a wrong zone, or a change of the clocks that one side did not follow.
//
// Stocks: the day's activity (volume, else range) is compared with the shape that sessions have, a U between open and close, moved by 0, ±1 … hours.
// Forex: the week's first and last bar are compared with the weeks around; a market that never closes shows no shift.

import type { BarColumns } from '../../model/bar.js'
import type { CalendarId } from '../../model/instrument.js'
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { dayNumber } from '../day-number.js'
import type { SessionRows } from './session-rows.js'
import { modulo } from './slot-grid.js'

/** A moved U must fit a week better than the unmoved one by this much cosine: one hour costs an ordinary week about 0.2. */
export const SHIFT_MARGIN = 0.1

/** And must fit that well itself, so that weeks of a few trades say nothing. */
const SHIFT_FIT = 0.8

/** Sessions that a week needs to be judged. */
export const SHIFT_LEAST_SESSIONS = 3

/** A stretch of sessions whose bars are stamped so many hours late (negative: early). */
export interface ClockShift {
  readonly fromSession: number
  /** The last one, included. */
  readonly toSession: number
  readonly hours: number
}

export function findClockShifts(columns: BarColumns, sessions: SessionRows, calendar: CalendarId, step: number): ClockShift[] {
  if (step > HOUR_MS || columns.length === 0 || calendar === '24/7') return []
  const weeks = weeksOf(sessions)
  const hours =
    calendar === 'XNYS' ? weeks.map((week) => shiftByShape(columns, sessions, week, step)) : shiftsByEdges(columns, sessions, weeks)
  return stretches(weeks, hours)
}

/** 1 for each session whose clock is shifted. */
export function shiftedSessions(shifts: readonly ClockShift[], sessions: number): Uint8Array {
  const isShifted = new Uint8Array(sessions)
  for (const { fromSession, toSession } of shifts) isShifted.fill(1, fromSession, toSession + 1)
  return isShifted
}

/** Sessions from `from` up to but not including `end`, of one week from Monday to Sunday. */
interface Week {
  readonly from: number
  readonly end: number
}

function weeksOf({ sessions }: SessionRows): Week[] {
  const weeks: Week[] = []
  const weekOf = (index: number) => Math.floor((dayNumber(sessions[index]!.date) + 3) / 7)
  for (let from = 0; from < sessions.length; ) {
    let end = from + 1
    while (end < sessions.length && weekOf(end) === weekOf(from)) end++
    weeks.push({ from, end })
    from = end
  }
  return weeks
}

const BUCKET_MS = 30 * MINUTE_MS
const BUCKETS = DAY_MS / BUCKET_MS
const BUCKETS_AN_HOUR = HOUR_MS / BUCKET_MS

/** The U of a New York session in half hours from the open: busy at both ends. */
const sessionShape = Float64Array.from(
  { length: BUCKETS },
  (_, bucket) => [2, 1.2, 1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.8, 0.9, 1.1, 1.8][bucket] ?? 0,
)

function shiftByShape(columns: BarColumns, sessions: SessionRows, week: Week, step: number): number {
  const activity = activityByClock(columns, sessions, week, step)
  if (activity === null) return 0
  const unmoved = likeness(activity, 0)
  let best = unmoved
  let hours = 0
  for (let candidate = -12; candidate < 12; candidate++) {
    const fit = likeness(activity, candidate)
    if (fit > best) {
      best = fit
      hours = candidate
    }
  }
  return best >= SHIFT_FIT && best - unmoved >= SHIFT_MARGIN ? hours : 0
}

/** What a week traded in each half hour after the open, whether in or out of hours; null for too few sessions. */
function activityByClock(columns: BarColumns, { sessions, firstRow, endRow }: SessionRows, week: Week, step: number): Float64Array | null {
  if (week.end - week.from < SHIFT_LEAST_SESSIONS) return null
  const activity = new Float64Array(BUCKETS)
  const spread = Math.max(1, Math.round(step / BUCKET_MS))
  const { length, openTime, volume, high, low } = columns
  let row = week.from === 0 ? 0 : (endRow[week.from - 1] as number)
  const last = week.end < sessions.length ? (firstRow[week.end] as number) : length
  let hasVolume = false
  for (let at = row; at < last && !hasVolume; at++) hasVolume = (volume[at] as number) > 0
  for (let session = week.from; session < week.end; session++) {
    const { open } = sessions[session]!
    const until = session + 1 < week.end ? sessions[session + 1]!.open - DAY_MS / 2 : Number.POSITIVE_INFINITY
    for (; row < last && (openTime[row] as EpochMs) < until; row++) {
      const weight = hasVolume ? (volume[row] as number) : (high[row] as number) - (low[row] as number)
      const bucket = Math.floor(((openTime[row] as EpochMs) - open) / BUCKET_MS)
      for (let part = 0; part < spread; part++) activity[modulo(bucket + part, BUCKETS)]! += weight / spread
    }
  }
  return activity
}

/** Cosine of the angle between an activity and the session's shape moved to later by so many hours; 0 for no activity. */
function likeness(activity: Float64Array, hours: number): number {
  let product = 0
  let activitySquare = 0
  let shapeSquare = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const actual = activity[bucket] as number
    const expected = sessionShape[modulo(bucket - hours * BUCKETS_AN_HOUR, BUCKETS)] as number
    product += actual * expected
    activitySquare += actual * actual
    shapeSquare += expected * expected
  }
  return activitySquare === 0 ? 0 : product / Math.sqrt(activitySquare * shapeSquare)
}

/** A week is shifted when its first and its last bar are both off the usual by the same whole hours. */
function shiftsByEdges(columns: BarColumns, rows: SessionRows, weeks: readonly Week[]): number[] {
  const edges = weeks.map((week) => weekEdges(columns, rows, week))
  const usualFirst = mostCommon(edges.map((edge) => edge.first))
  const usualLast = mostCommon(edges.map((edge) => edge.last))
  return edges.map(({ first, last }) => {
    const hours = (first - usualFirst) / HOUR_MS
    return Number.isInteger(hours) && (last - usualLast) / HOUR_MS === hours ? hours : 0
  })
}

/** How far the first bar opens behind the week's opening, and the last one closes behind its end. */
function weekEdges({ openTime, closeTime, length }: BarColumns, { sessions, firstRow, endRow }: SessionRows, { from, end }: Week) {
  let first = firstRow[from] as number
  let last = (endRow[end - 1] as number) - 1
  if (first > last) return { first: Number.NaN, last: Number.NaN }
  const opening = sessions[from]!.open
  const closing = sessions[end - 1]!.close
  while (first > 0 && (openTime[first - 1] as EpochMs) >= opening - DAY_MS / 2) first--
  while (last + 1 < length && (closeTime[last + 1] as EpochMs) <= closing + DAY_MS / 2) last++
  return { first: (openTime[first] as EpochMs) - opening, last: (closeTime[last] as EpochMs) - closing }
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>()
  let best = Number.NaN
  for (const value of values) {
    if (Number.isNaN(value)) continue
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if ((counts.get(value) ?? 0) > (counts.get(best) ?? 0)) best = value
  }
  return best
}

function stretches(weeks: readonly Week[], hours: readonly number[]): ClockShift[] {
  const shifts: ClockShift[] = []
  for (let index = 0; index < weeks.length; index++) {
    const shift = hours[index] as number
    if (shift === 0 || Number.isNaN(shift)) continue
    const fromSession = weeks[index]!.from
    while (index + 1 < weeks.length && hours[index + 1] === shift) index++
    shifts.push({ fromSession, toSession: weeks[index]!.end - 1, hours: shift })
  }
  return shifts
}
