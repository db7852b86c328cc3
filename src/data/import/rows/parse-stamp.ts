// Reads the times of rows from the bytes of their cells, in the one form that a layout names.

import { DAY_MS } from '../../../model/time.js'
import { assertNever } from '../../../std/assert.js'
import type { TimeForm } from '../layout/layout.js'
import { DateReader, parseClock, parseOffset } from './parse-clock.js'
import { latin1, parseNumber } from './parse-number.js'
import type { TimeKind } from './row-batch.js'

/** Reads one stamp after another. Cells have no blanks around them. */
export interface StampReader {
  /** What the last stamp stood for. */
  kind: TimeKind
  /** Epoch ms (of `date` and `wall`: at which a clock in UTC would show it), or NaN where it is not written in this form. */
  read(bytes: Uint8Array, start: number, end: number): number
}

/** `zone` is the name that a compact stamp may end with. */
export function stampReader(form: TimeForm, zone: string | null): StampReader {
  switch (form.kind) {
    case 'iso':
      return new IsoReader()
    case 'epoch':
      return new EpochReader(form.unit)
    case 'milliseconds-of-day':
      return new MillisecondReader(form.date)
    case 'compact':
      return new CompactReader(zone)
    case 'parts':
      return new PartsReader(form.order)
    default:
      return assertNever(form)
  }
}

/** Milliseconds in a unit of an epoch, and the digits of it that are smaller than one. */
const epochUnits = {
  s: { factor: 1000, digits: 0 },
  ms: { factor: 1, digits: 0 },
  us: { factor: 1, digits: 3 },
  ns: { factor: 1, digits: 6 },
}

/** Whole milliseconds only: a bar does not open between two. Seconds of eight digits are refused, since they are a date without dashes. */
class EpochReader implements StampReader {
  kind: TimeKind = 'instant'
  readonly #factor: number
  readonly #digits: number

  constructor(unit: 's' | 'ms' | 'us' | 'ns') {
    this.#factor = epochUnits[unit].factor
    this.#digits = epochUnits[unit].digits
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    let whole = start
    while (whole < end && bytes[whole] !== point) whole++
    const kept = Math.max(start, whole - this.#digits)
    if (!areZeros(bytes, kept, whole)) return Number.NaN
    if (this.#factor === 1000) return secondsOf(bytes, start, whole, end)
    if (!areZeros(bytes, whole + 1, end)) return Number.NaN
    return kept === start ? 0 : integer(bytes, start, kept)
  }
}

function secondsOf(bytes: Uint8Array, start: number, whole: number, end: number): number {
  const seconds = integer(bytes, start, whole)
  if (whole - start === 8) return Number.NaN
  if (whole >= end - 1) return seconds * 1000
  const ms = parseNumber(bytes, whole, Math.min(end, whole + 4), point) * 1000
  return areZeros(bytes, whole + 4, end) ? seconds * 1000 + (seconds < 0 ? -1 : 1) * Math.round(ms) : Number.NaN
}

/** An integer that a double holds, or NaN. */
function integer(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === minus
  let value = 0
  let at = isNegative ? start + 1 : start
  if (at === end) return Number.NaN
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
  return isNegative ? -value : value
}

function areZeros(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== zero) return false
  return true
}

class MillisecondReader implements StampReader {
  kind: TimeKind = 'wall'
  readonly #midnight: number

  constructor(date: string) {
    this.#midnight = Date.parse(`${date}T00:00:00Z`)
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const ms = integer(bytes, start, end)
    return ms >= 0 && ms < DAY_MS ? this.#midnight + ms : Number.NaN
  }
}

/** `2005-01-31`, then perhaps a clock, then perhaps an offset from UTC. */
class IsoReader implements StampReader {
  kind: TimeKind = 'date'
  readonly #dates = new DateReader()

  read(bytes: Uint8Array, start: number, end: number): number {
    const dateEnd = start + 10
    if (dateEnd > end || bytes[start + 4] !== minus || bytes[start + 7] !== minus) return Number.NaN
    const date = this.#dates.read(digits(bytes, start, 4), digits(bytes, start + 5, 2), digits(bytes, start + 8, 2))
    if (dateEnd === end) {
      this.kind = 'date'
      return date
    }
    const clockStart = clockAfter(bytes, dateEnd, end)
    if (clockStart < 0) return Number.NaN
    const zoneStart = zoneIn(bytes, clockStart, end)
    const time = date + parseClock(bytes, clockStart, trimmedEnd(bytes, clockStart, zoneStart))
    this.kind = zoneStart === end ? 'wall' : 'instant'
    return zoneStart === end ? time : time - parseOffset(bytes, zoneStart, end)
  }
}

/** Where a clock begins behind a date: after a T or after blanks. −1 where there is neither. */
function clockAfter(bytes: Uint8Array, dateEnd: number, end: number): number {
  if (bytes[dateEnd] === letterT) return dateEnd + 1
  let at = dateEnd
  while (at < end && bytes[at] === blank) at++
  return at === dateEnd ? -1 : at
}

/** Where an offset begins: at Z, U, + or −. `end` where there is none. */
function zoneIn(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const sign = bytes[at]
    if (sign === plus || sign === minus || sign === letterZ || sign === letterU) return at
  }
  return end
}

/** `20050131`, then perhaps a clock with or without colons, behind blanks or (without colons) none, then perhaps the zone's own name, as Interactive Brokers writes it. */
class CompactReader implements StampReader {
  kind: TimeKind = 'date'
  readonly #dates = new DateReader()
  readonly #zone: string | null

  constructor(zone: string | null) {
    this.#zone = zone
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const dateEnd = start + 8
    if (dateEnd > end) return Number.NaN
    const date = this.#dates.read(digits(bytes, start, 4), digits(bytes, start + 4, 2), digits(bytes, start + 6, 2))
    if (dateEnd === end) {
      this.kind = 'date'
      return date
    }
    const clockStart = isClockOfDigits(bytes, dateEnd, end) ? dateEnd : clockAfter(bytes, dateEnd, end)
    if (clockStart < 0) return Number.NaN
    const clockEnd = this.#withoutZone(bytes, clockStart, end)
    this.kind = 'wall'
    return date + parseClock(bytes, clockStart, clockEnd)
  }

  #withoutZone(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    while (at < end && bytes[at] !== blank) at++
    if (at === end || this.#zone === null || latin1(bytes, at + 1, end) !== this.#zone) return end
    return at
  }
}

/** `1430` or `143000` right behind the date. */
function isClockOfDigits(bytes: Uint8Array, start: number, end: number): boolean {
  return (end - start === 4 || end - start === 6) && isDigit(bytes[start] as number)
}

/** Three numbers between signs that are no digits, then perhaps blanks or a T and a clock. */
class PartsReader implements StampReader {
  kind: TimeKind = 'date'
  readonly #dates = new DateReader()
  readonly #order: 'ymd' | 'mdy' | 'dmy'
  readonly #parts = [0, 0, 0]

  constructor(order: 'ymd' | 'mdy' | 'dmy') {
    this.#order = order
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const dateEnd = this.#readParts(bytes, start, end)
    if (dateEnd < 0) return Number.NaN
    const [first, second, third] = this.#parts as [number, number, number]
    const date =
      this.#order === 'ymd'
        ? this.#dates.read(fullYear(first), second, third)
        : this.#order === 'mdy'
          ? this.#dates.read(fullYear(third), first, second)
          : this.#dates.read(fullYear(third), second, first)
    if (dateEnd === end) {
      this.kind = 'date'
      return date
    }
    const clockStart = clockAfter(bytes, dateEnd, end)
    this.kind = 'wall'
    return clockStart < 0 ? Number.NaN : date + parseClock(bytes, clockStart, end)
  }

  /** Where the date ends; −1 where it is not three numbers with one sign between. */
  #readParts(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    for (let part = 0; part < 3; part++) {
      const first = at
      let value = 0
      for (; at < end && isDigit(bytes[at] as number) && at - first < 4; at++) value = value * 10 + (bytes[at] as number) - zero
      if (at === first || at - first === 3) return -1
      this.#parts[part] = value
      if (part < 2 && !isDateSign(bytes[at++] as number)) return -1
    }
    return at
  }
}

/** Years of two digits are 1970 to 2069. */
function fullYear(year: number): number {
  if (year > 99) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function isDigit(sign: number): boolean {
  return sign >= zero && sign <= zero + 9
}

function isDateSign(sign: number): boolean {
  return sign === slash || sign === point || sign === minus
}

/** So many digits as a number; NaN where one is none. */
function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] as number) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && bytes[at - 1] === blank) at--
  return at
}

const blank = 32
const plus = 43
const minus = 45
const point = 46
const slash = 47
const zero = 48
const letterT = 84
const letterU = 85
const letterZ = 90
