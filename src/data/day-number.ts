// Dates as whole days since 1970-01-01, so that calendars count and compare integers instead of text.

import { DAY_MS, type IsoDate } from '../model/time.js'
import { BenchError } from '../std/errors.js'

/** Days since 1970-01-01, which is day 0. A date has no zone: which date a moment belongs to is a calendar's or a time zone's answer. */
export type DayNumber = number

/** 0 is Sunday, 6 is Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Reads `YYYY-MM-DD`, or fails with BAD_DATA: `2005-02-30` is not a date. */
export function dayNumber(date: IsoDate): DayNumber {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && Number.isInteger(day) && isoDate(day) === date) return day
  throw new BenchError('BAD_DATA', `'${date}' is not a date`, 'write year-month-day, such as 2005-01-31')
}

/** The day of a year, a month 1…12 and a day of the month. */
export function dayOf(year: number, month: number, dayOfMonth: number): DayNumber {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS
}

export function isoDate(day: DayNumber): IsoDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 1970-01-01 was a Thursday. */
export function weekday(day: DayNumber): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday
}

export function isWeekend(day: DayNumber): boolean {
  const at = weekday(day)
  return at === 0 || at === 6
}
