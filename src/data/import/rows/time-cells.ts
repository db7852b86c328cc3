// Reads the time of a row from its one cell or its two, and says what is wrong with it.

import type { Layout, TimeForm } from '../layout/layout.js'
import { type CellFault, shown } from './cell-fault.js'
import { parseClock } from './parse-clock.js'
import { stampReader } from './parse-stamp.js'
import type { TimeKind } from './row-batch.js'
import type { LineScanner } from './scan-line.js'
import type { StampReader } from './stamp-reader.js'

export class TimeCells {
  /** What is wrong, after `read` gave NaN. */
  fault: CellFault = { message: '', hint: '' }
  readonly #form: TimeForm
  readonly #scanner: LineScanner
  readonly #stamp: StampReader
  readonly #date: number
  readonly #clock: number | null
  #kind: TimeKind | null = null

  constructor({ time, timeZone, places }: Layout, scanner: LineScanner) {
    this.#form = time
    this.#scanner = scanner
    this.#stamp = stampReader(time, timeZone)
    this.#date = places.time[0]
    this.#clock = places.time[1] ?? null
  }

  /** What the last time stood for. */
  get kind(): TimeKind {
    return this.#stamp.kind
  }

  /** The time of the scanner's current line; NaN, and a fault, where it cannot be read or is of another kind than the first one. */
  read(): number {
    const time = this.#parse()
    if (Number.isNaN(time)) return this.#refuse()
    return this.#stamp.kind === this.#kind || this.#isOfKind() ? time : Number.NaN
  }

  #parse(): number {
    const { bytes, starts, ends } = this.#scanner
    const date = this.#date
    const start = firstSign(bytes, starts[date] as number, ends[date] as number)
    const end = lastSign(bytes, start, ends[date] as number)
    const time = this.#stamp.read(bytes, start, end)
    const clock = this.#clock
    if (clock === null) return time
    if (this.#stamp.kind !== 'date') return Number.NaN
    const clockStart = firstSign(bytes, starts[clock] as number, ends[clock] as number)
    this.#stamp.kind = 'wall'
    return time + parseClock(bytes, clockStart, lastSign(bytes, clockStart, ends[clock] as number))
  }

  /** The first row says what all times are. */
  #isOfKind(): boolean {
    const kind = this.#stamp.kind
    this.#kind ??= kind
    if (kind === this.#kind) return true
    const message = `'${this.#text()}' is ${kindText[kind]}, the first row had ${kindText[this.#kind]}`
    this.fault = { message, hint: 'write all times in one form' }
    return false
  }

  #refuse(): number {
    const text = this.#text()
    const message = text === '' ? 'has no date' : `'${shown(text)}' is not a date or time that is read here`
    this.fault = { message, hint: hintOf(this.#form) }
    return Number.NaN
  }

  #text(): string {
    const date = this.#scanner.text(this.#date)
    return this.#clock === null ? date : `${date} ${this.#scanner.text(this.#clock)}`.trim()
  }
}

function hintOf(time: TimeForm): string {
  switch (time.kind) {
    case 'epoch':
      return `write epoch ${epochNames[time.unit]} like the rows above`
    case 'milliseconds-of-day':
      return 'write milliseconds since midnight'
    case 'compact':
      return 'write 20050131, or 20050131 143000'
    case 'parts':
      return `write ${partsNames[time.order]} like the rows above`
    case 'iso':
      return 'write 2005-01-31, 2005-01-31 14:30 or 2005-01-31T14:30:00-05:00'
  }
}

function firstSign(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] === blankSign) at++
  return at
}

function lastSign(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && bytes[at - 1] === blankSign) at--
  return at
}

const blankSign = 32
const kindText: Record<TimeKind, string> = { date: 'a date', wall: 'a time without a zone', instant: 'a time with a zone' }
const epochNames = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' }
const partsNames = { ymd: 'year, month and day', mdy: 'month, day and year', dmy: 'day, month and year' }
