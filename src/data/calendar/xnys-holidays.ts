// The holidays and scheduled early closes of the New York Stock Exchange, as rules with the year in which each began, for 1990 to 2030.
//
// Sources: NYSE Rule 7.2 (a holiday on a Saturday is kept on Friday, one on a Sunday on Monday, except that no Friday is given up that ends
// an accounting period, so a New Year's Day on a Saturday is not kept); the yearly NYSE Group announcements "Holiday and Early Closings
// Calendar", the latest of 2025-12-23 for 2026 to 2028; the exchange's list of closings since 1885 for the 1990s. 2029 and 2030 are the
// rules carried on: the exchange has not announced them.

import { type DayNumber, dayOf, type Weekday, weekday } from '../day-number.js'
import type { TimeOfDay } from './xnys-exceptions.js'

interface Holiday {
  readonly name: string
  readonly day: DayNumber
}

interface EarlyClose extends Holiday {
  readonly close: TimeOfDay
}

/** The weekdays of a year on which the exchange keeps a holiday. */
export function holidays(year: number): readonly Holiday[] {
  return kept(holidayRules, year)
}

/** The days of a year on which it closes early by custom: at 14:00 until 1992, at 13:00 since. */
export function earlyCloses(year: number): readonly EarlyClose[] {
  const close = year <= 1992 ? '14:00' : '13:00'
  return kept(earlyCloseRules, year).map((early) => ({ ...early, close }))
}

interface Rule {
  readonly name: string
  /** The first year; absent where the rule is older than the calendar. */
  readonly since?: number
  /** The day in a year; null where that year has none. */
  readonly day: (year: number) => DayNumber | null
}

const holidayRules: readonly Rule[] = [
  { name: "New Year's Day", day: (year) => (weekday(dayOf(year, 1, 1)) === SATURDAY ? null : observed(dayOf(year, 1, 1))) },
  { name: 'Martin Luther King, Jr. Day', since: 1998, day: (year) => nth(3, MONDAY, year, 1) },
  { name: "Washington's Birthday", day: (year) => nth(3, MONDAY, year, 2) },
  { name: 'Good Friday', day: (year) => easter(year) - 2 },
  { name: 'Memorial Day', day: (year) => nth(1, MONDAY, year, 6) - 7 },
  { name: 'Juneteenth', since: 2022, day: (year) => observed(dayOf(year, 6, 19)) },
  { name: 'Independence Day', day: (year) => observed(dayOf(year, 7, 4)) },
  { name: 'Labor Day', day: (year) => nth(1, MONDAY, year, 9) },
  { name: 'Thanksgiving Day', day: thanksgiving },
  { name: 'Christmas Day', day: (year) => observed(dayOf(year, 12, 25)) },
]

const earlyCloseRules: readonly Rule[] = [
  { name: 'Independence Day', since: 1995, day: besideIndependenceDay },
  { name: 'Day after Thanksgiving', since: 1992, day: (year) => thanksgiving(year) + 1 },
  { name: 'Christmas Eve', day: (year) => mondayToThursday(dayOf(year, 12, 24)) },
]

function kept(rules: readonly Rule[], year: number): Holiday[] {
  const days: Holiday[] = []
  for (const { name, since, day } of rules) {
    const at = since !== undefined && year < since ? null : day(year)
    if (at !== null) days.push({ name, day: at })
  }
  return days
}

const SUNDAY: Weekday = 0
const MONDAY: Weekday = 1
const THURSDAY: Weekday = 4
const FRIDAY: Weekday = 5
const SATURDAY: Weekday = 6

function observed(day: DayNumber): DayNumber {
  const at = weekday(day)
  if (at === SATURDAY) return day - 1
  return at === SUNDAY ? day + 1 : day
}

function nth(count: number, at: Weekday, year: number, month: number): DayNumber {
  const first = dayOf(year, month, 1)
  return first + ((at - weekday(first) + 7) % 7) + 7 * (count - 1)
}

function thanksgiving(year: number): DayNumber {
  return nth(4, THURSDAY, year, 11)
}

/** The eve, but until 2012 the Friday after an Independence Day that fell on a Thursday. */
function besideIndependenceDay(year: number): DayNumber | null {
  const holiday = dayOf(year, 7, 4)
  if (weekday(holiday) === THURSDAY && year <= 2012) return holiday + 1
  return mondayToThursday(holiday - 1)
}

/** The eve of a holiday that falls on Tuesday to Friday; an eve on a Friday is the holiday itself, kept early. */
function mondayToThursday(day: DayNumber): DayNumber | null {
  const at = weekday(day)
  return at >= MONDAY && at < FRIDAY ? day : null
}

/** Easter Sunday of the western churches: Butcher's algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): DayNumber {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const march = epact + toSunday - 7 * late + 114
  return dayOf(year, Math.floor(march / 31), (march % 31) + 1)
}
