// Reads dates, times of day and offsets from UTC from the bytes of a cell.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../model/time.js'
import { latin1 } from './parse-number.js'

/** Rows of one day follow each other, so the last date is kept. */
export class DateReader {
  #key = Number.NaN
  #date = Number.NaN

  /** Midnight in UTC of a date; NaN where there is no such date. */
  read(year: number, month: number, day: number): number {
    // Beyond these the key would be that of another date.
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN
    const key = year * 10_000 + month * 100 + day
    if (key !== this.#key) {
      this.#key = key
      this.#date = midnight(year, month, day)
    }
    return this.#date
  }
}

function midnight(year: number, month: number, day: number): number {
  const date = Date.UTC(year, month - 1, day)
  const exists = year >= 100 && new Date(date).getUTCMonth() === month - 1 && new Date(date).getUTCDate() === day
  return exists ? date : Number.NaN
}

/** Milliseconds since midnight of `14:30`, `14:30:05.123`, `143005`, `1430` or `2:30 PM`; NaN for anything else. */
export function parseClock(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length >= 5 && bytes[start + 2] === colon) {
    const hourAndMinute = clock(pair(bytes, start), pair(bytes, start + 3), 0)
    if (length === 5) return hourAndMinute
    if (length === 8 && bytes[start + 5] === colon) return hourAndMinute + seconds(pair(bytes, start + 6))
  }
  return parseRareClock(latin1(bytes, start, end))
}

function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - zero
  const ones = (bytes[at + 1] as number) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function clock(hour: number, minute: number, second: number): number {
  return hour < 24 && minute < 60 ? hour * HOUR_MS + minute * MINUTE_MS + seconds(second) : Number.NaN
}

function seconds(second: number): number {
  return second < 60 ? second * 1000 : Number.NaN
}

const withColons = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([AP])M)?$/i
const withoutColons = /^(\d\d)(\d\d)(?:(\d\d)(\d{3})?)?$/

/** Digits beyond the millisecond must be zero: a bar does not open between two. */
function parseRareClock(text: string): number {
  // A program that held 000000 or 093000 as a number wrote 0 or 93000.
  const padded = /^(0|\d{5})$/.test(text) ? text.padStart(6, '0') : text
  const match = withColons.exec(text) ?? withoutColons.exec(padded)
  if (match === null) return Number.NaN
  const [, hour, minute, second = '0', fraction = '', half = ''] = match
  if (/[1-9]/.test(fraction.slice(3))) return Number.NaN
  const hours = half === '' ? Number(hour) : hoursOfHalf(Number(hour), half)
  return clock(hours, Number(minute), Number(second)) + Number(fraction.slice(0, 3).padEnd(3, '0'))
}

/** 12 AM is midnight and 12 PM noon. */
function hoursOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
}

/** Milliseconds ahead of UTC of `Z`, `UTC`, `-05`, `-0500` or `-05:00`; NaN for anything else. */
export function parseOffset(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start]
  if (sign !== plus && sign !== minus) return /^(Z|UTC)$/.test(latin1(bytes, start, end)) ? 0 : Number.NaN
  const minutesAt = bytes[start + 3] === colon ? start + 4 : start + 3
  const isWhole = end === start + 3
  if (!isWhole && end !== minutesAt + 2) return Number.NaN
  const minutes = isWhole ? 0 : pair(bytes, minutesAt)
  const ms = pair(bytes, start + 1) * HOUR_MS + minutes * MINUTE_MS
  if (!(minutes < 60 && ms <= DAY_MS)) return Number.NaN
  return sign === minus ? -ms : ms
}

const plus = 43
const minus = 45
const colon = 58
const zero = 48
