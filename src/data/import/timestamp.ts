// Reads one time as text: an ISO date, a date and time with or without a zone offset, or epoch seconds or milliseconds.

import { DAY_MS, type EpochMs } from '../../model/time.js'
import type { TimeKind } from './raw-bars.js'

export interface Stamp {
  readonly kind: TimeKind
  /** Epoch ms; for `date` and `wall` those at which a clock in UTC would show it. */
  readonly time: EpochMs
}

/** The time, or null when it is in no form that is taken here. */
export function readStamp(text: string): Stamp | null {
  if (text.charCodeAt(4) === dash) return readIso(text)
  return /^\d+$/.test(text) ? epochStamp(Number(text)) : null
}

const dash = 45

/** Epoch seconds below 10^11 (the year 5138), else milliseconds below 10^14. Null for others, and for eight digits, which are a date without dashes. */
export function epochStamp(value: number): Stamp | null {
  if (!Number.isInteger(value) || value < 0 || value >= 1e14) return null
  if (value >= 1e7 && value < 1e8) return null
  return { kind: 'instant', time: value < 1e11 ? value * 1000 : value }
}

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/

function readIso(text: string): Stamp | null {
  const match = iso.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = match
  const date = dateMs(Number(year), Number(month), Number(day))
  if (date === null) return null
  if (hour === undefined) return { kind: 'date', time: date }
  const clock = clockMs(Number(hour), Number(minute), Number(second), fraction)
  if (clock === null) return null
  if (zone === undefined) return { kind: 'wall', time: date + clock }
  const offset = offsetMs(zone)
  return offset === null ? null : { kind: 'instant', time: date + clock - offset }
}

let lastKey = Number.NaN
let lastDate = 0

/** Midnight of a date that exists. Rows of one day follow each other, so the last answer is kept. */
function dateMs(year: number, month: number, day: number): number | null {
  const key = year * 10_000 + month * 100 + day
  if (key === lastKey) return lastDate
  const date = Date.UTC(year, month - 1, day)
  const back = new Date(date)
  if (year < 100 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null
  lastKey = key
  lastDate = date
  return date
}

function clockMs(hour: number, minute: number, second: number, fraction: string): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null
  // Digits beyond the millisecond must be zero: a bar does not open between two milliseconds.
  if (/[1-9]/.test(fraction.slice(3))) return null
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
}

function offsetMs(zone: string): number | null {
  if (zone === 'Z' || zone === 'UTC') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || '0')
  if (minutes * 60_000 > DAY_MS) return null
  return (zone[0] === '-' ? -1 : 1) * minutes * 60_000
}
