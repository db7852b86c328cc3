// Reads times that are texts: a date in one of three forms, perhaps a clock, perhaps an offset or a zone.

import { DateReader, parseClock, parseOffset } from './parse-clock.js'
import { latin1 } from './parse-number.js'
import type { TimeKind } from './row-batch.js'
import type { StampReader } from './stamp-reader.js'

/** `2005-01-31`, then perhaps a clock, then perhaps an offset from UTC. */
export class IsoReader implements StampReader {
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
export class CompactReader implements StampReader {
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

/** Three numbers between signs that are no digits, of which only the year has more than two, then perhaps blanks or a T and a clock. */
export class PartsReader implements StampReader {
  kind: TimeKind = 'date'
  readonly #dates = new DateReader()
  readonly #order: 'ymd' | 'mdy' | 'dmy'
  readonly #yearPart: number
  readonly #parts = [0, 0, 0]

  constructor(order: 'ymd' | 'mdy' | 'dmy') {
    this.#order = order
    this.#yearPart = order.indexOf('y')
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
      const longest = part === this.#yearPart ? 4 : 2
      for (; at < end && isDigit(bytes[at] as number) && at - first < longest; at++) value = value * 10 + (bytes[at] as number) - zero
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
