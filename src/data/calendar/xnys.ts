// The New York Stock Exchange: 9:30 to 16:00 in New York, Monday to Friday, less holidays, early closes and the exceptions.
//
// The calendar is of the exchange itself. On a few days other markets traded its stocks while it was shut (2002-09-11 from 11:00, for one),
// and a halt in the middle of a session (1997-10-27, 2015-07-08, the circuit breakers of March 2020) is not a session boundary.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type DayNumber, dayNumber, dayOf, isWeekend } from '../day-number.js'
import { timeZone } from '../time-zone.js'
import type { SessionRule } from './session.js'
import { type TimeOfDay, xnysExceptions } from './xnys-exceptions.js'
import { earlyCloses, holidays } from './xnys-holidays.js'

export function xnys(): SessionRule {
  const newYork = timeZone('America/New_York')
  const exceptions = new Map(xnysExceptions.map((row) => [dayNumber(row.date), row]))
  return {
    id: 'XNYS',
    periodsPerYear: 252,
    firstDay: dayOf(1990, 1, 1),
    lastDay: dayOf(2030, 12, 31),
    tradingDay: (time) => newYork.day(time),
    hours(day) {
      const planned = scheduleOf(yearOf(day)).get(day)
      const exception = exceptions.get(day)
      if (isWeekend(day) || planned === 'closed' || exception?.kind === 'closed') return null
      const open = exception?.open ?? '09:30'
      const close = exception?.close ?? planned ?? '16:00'
      return { open: newYork.toEpoch(wallTime(day, open)), close: newYork.toEpoch(wallTime(day, close)), early: close < '16:00' }
    },
  }
}

/** The days of a year that are not ordinary by rule: closed, or when they close. */
type Schedule = ReadonlyMap<DayNumber, 'closed' | TimeOfDay>

const schedules = new Map<number, Schedule>()

function scheduleOf(year: number): Schedule {
  const known = schedules.get(year)
  if (known) return known
  const schedule = new Map<DayNumber, 'closed' | TimeOfDay>()
  for (const { day, close } of earlyCloses(year)) schedule.set(day, close)
  for (const { day } of holidays(year)) schedule.set(day, 'closed')
  schedules.set(year, schedule)
  return schedule
}

function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

function wallTime(day: DayNumber, time: TimeOfDay): number {
  return day * DAY_MS + Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3)) * MINUTE_MS
}
