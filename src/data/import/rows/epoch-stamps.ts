// Reads times that are numbers: seconds to nanoseconds since 1970, and milliseconds since midnight.

import { DAY_MS } from '../../../model/time.js'
import type { TimeKind } from './row-batch.js'
import type { StampReader } from './stamp-reader.js'

/** Milliseconds in a unit of an epoch, and the digits of it that are smaller than one. */
const epochUnits = {
  s: { factor: 1000, digits: 0 },
  ms: { factor: 1, digits: 0 },
  us: { factor: 1, digits: 3 },
  ns: { factor: 1, digits: 6 },
}

/** Whole milliseconds only: a bar does not open between two. Seconds of eight digits are refused, since they are a date without dashes. */
export class EpochReader implements StampReader {
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
    if (whole === start) return Number.NaN
    const kept = Math.max(start, whole - this.#digits)
    if (!areZeros(bytes, kept, whole)) return Number.NaN
    if (this.#factor === 1000) return secondsOf(bytes, start, whole, end)
    if (!areZeros(bytes, whole + 1, end)) return Number.NaN
    return kept === start ? 0 : integer(bytes, start, kept)
  }
}

/** Digits behind a point are parts of a second, up to three of them and then zeros. */
function secondsOf(bytes: Uint8Array, start: number, whole: number, end: number): number {
  const seconds = integer(bytes, start, whole)
  if (whole - start === 8 || !areZeros(bytes, whole + 4, end)) return Number.NaN
  let ms = 0
  for (let at = whole + 1; at < whole + 4; at++) ms = ms * 10 + (at < end ? digitAt(bytes, at) : 0)
  return seconds * 1000 + (bytes[start] === minus ? -ms : ms)
}

function digitAt(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] as number) - zero
  return digit >= 0 && digit <= 9 ? digit : Number.NaN
}

/** An integer that a double holds, or NaN. */
function integer(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === minus
  let value = 0
  let at = isNegative ? start + 1 : start
  if (at === end) return Number.NaN
  for (; at < end; at++) value = value * 10 + digitAt(bytes, at)
  if (!(value <= Number.MAX_SAFE_INTEGER)) return Number.NaN
  return isNegative ? -value : value
}

function areZeros(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== zero) return false
  return true
}

export class MillisecondReader implements StampReader {
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

const minus = 45
const point = 46
const zero = 48
