// Conversions between epoch time and the wall time of an IANA zone, from the time zone data that Node carries (Intl).

import { DAY_MS, type EpochMs, type IsoDate } from '../model/time.js'
import { assert } from '../std/assert.js'
import { BenchError } from '../std/errors.js'
import { type DayNumber, isoDate } from './day-number.js'
import { zoneHint } from './zone-hint.js'

/** What a clock on the wall shows, as the epoch milliseconds at which a clock in UTC would show the same: `Date.UTC(2005, 0, 31, 9, 30)`. */
export type WallMs = number

/** What to do with a wall time that a change of the clocks skips or repeats. */
export interface ClockChangeRule {
  /** Clocks went forward and skipped it: fail, or take the first instant after the gap. */
  readonly gap: 'error' | 'next'
  /** Clocks went back and showed it twice: the first of the two instants, the second, or fail. */
  readonly overlap: 'earlier' | 'later' | 'error'
}

/** The default: a skipped wall time in data is a fault (usually a wrong zone), a repeated one is its first occurrence. */
const strictClockChange: ClockChangeRule = { gap: 'error', overlap: 'earlier' }

/** The zone of an IANA name, one object per name; fails with USAGE and a near name for a zone that does not exist. */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name)
  if (known) return known
  const zone = new TimeZone(name)
  zones.set(name, zone)
  return zone
}

const zones = new Map<string, TimeZone>()

/** A stretch of time without a change of the clocks. */
interface Span {
  readonly from: EpochMs
  readonly until: EpochMs
  /** Milliseconds that the zone is ahead of UTC: −18,000,000 in a New York winter. */
  readonly offset: number
}

/** Asking Intl costs about a microsecond, so spans are found once per 52 weeks and remembered; a hit costs a few nanoseconds. */
export class TimeZone {
  readonly name: string
  readonly #clock: Intl.DateTimeFormat
  readonly #blocks = new Map<number, readonly Span[]>()
  #span: Span = { from: 0, until: 0, offset: 0 }
  #day: DayNumber = Number.NaN
  #date: IsoDate = ''

  constructor(name: string) {
    this.name = name
    this.#clock = clockOf(name)
  }

  /** Milliseconds that the zone is ahead of UTC at a time. */
  offset(time: EpochMs): number {
    return this.#spanAt(time).offset
  }

  /** What the clock on the wall shows at a time. */
  toWall(time: EpochMs): WallMs {
    return time + this.#spanAt(time).offset
  }

  /** The time at which the clock on the wall shows this; fails with BAD_DATA where the rule says so. */
  toEpoch(wall: WallMs, rule: ClockChangeRule = strictClockChange): EpochMs {
    const span = this.#span
    const time = wall - span.offset
    const farFromChange = time >= span.from + DAY_MS && time < span.until - DAY_MS
    return farFromChange ? time : this.#nearChange(wall, rule)
  }

  /** The local date of a time, as a day number. */
  day(time: EpochMs): DayNumber {
    return Math.floor((time + this.#spanAt(time).offset) / DAY_MS)
  }

  /** The local date of a time. */
  date(time: EpochMs): IsoDate {
    const day = this.day(time)
    if (day !== this.#day) {
      this.#date = isoDate(day)
      this.#day = day
    }
    return this.#date
  }

  /** Within two days of a wall time clocks change at most once, so it has the offset before, the one after, both or neither. */
  #nearChange(wall: WallMs, rule: ClockChangeRule): EpochMs {
    const before = wall - this.#spanAt(wall - DAY_MS).offset
    const after = wall - this.#spanAt(wall + DAY_MS).offset
    if (before === after) return before
    const isBefore = this.toWall(before) === wall
    const isAfter = this.toWall(after) === wall
    if (isBefore && isAfter) {
      if (rule.overlap === 'error') throw this.#clockChange(wall, 'happened twice')
      return rule.overlap === 'earlier' ? before : after
    }
    if (isBefore) return before
    if (isAfter) return after
    if (rule.gap === 'error') throw this.#clockChange(wall, 'never happened')
    return this.#firstChange(after, before)
  }

  #clockChange(wall: WallMs, what: string): BenchError {
    const text = new Date(wall).toISOString().replace('T', ' ').slice(0, 19)
    return new BenchError(
      'BAD_DATA',
      `${text} ${what} in ${this.name}: the clocks changed`,
      'check the zone of the data: is it UTC or a fixed offset?',
    )
  }

  #spanAt(time: EpochMs): Span {
    const span = this.#span
    return time >= span.from && time < span.until ? span : this.#find(time)
  }

  #find(time: EpochMs): Span {
    if (!(Math.abs(time) <= MAX_TIME))
      throw new BenchError('BAD_DATA', `${time} is not a time in milliseconds`, 'check the unit of the time column')
    const block = Math.floor(time / BLOCK_MS)
    let spans = this.#blocks.get(block)
    if (!spans) {
      spans = this.#survey(block * BLOCK_MS)
      this.#blocks.set(block, spans)
    }
    const span = spans.find((candidate) => time < candidate.until)
    assert(span !== undefined, 'the spans of a block cover it')
    this.#span = span
    return span
  }

  #survey(start: EpochMs): readonly Span[] {
    const end = start + BLOCK_MS
    const spans: Span[] = []
    let from = start
    let offset = this.#ask(start)
    for (let at = start + STEP_MS; at <= end; at += STEP_MS) {
      if (this.#ask(at) === offset) continue
      const change = this.#firstChange(at - STEP_MS, at)
      spans.push({ from, until: change, offset })
      from = change
      offset = this.#ask(change)
    }
    if (from < end) spans.push({ from, until: end, offset })
    return spans
  }

  /** The first second with another offset than `low`; `high` has another one. */
  #firstChange(low: EpochMs, high: EpochMs): EpochMs {
    const offset = this.#ask(low)
    let same = Math.floor(low / 1_000)
    let other = Math.ceil(high / 1_000)
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2)
      if (this.#ask(middle * 1_000) === offset) same = middle
      else other = middle
    }
    return other * 1_000
  }

  /** The offset by Intl, which shows a time as `1/31/2005, 09:30:00`. */
  #ask(time: EpochMs): number {
    const second = Math.floor(time / 1_000) * 1_000
    const shown = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/.exec(this.#clock.format(second))
    assert(shown !== null, 'en-US shows month/day/year, hours:minutes:seconds')
    const [month, day, year, hour, minute, seconds] = shown.slice(1).map(Number) as [number, number, number, number, number, number]
    return Date.UTC(year, month - 1, day, hour, minute, seconds) - second
  }
}

/** No zone has changed its clocks twice within six days since 1970 (the nearest: a week, Recife, October 2000), so a step of four days misses none. */
const STEP_MS = 4 * DAY_MS
const BLOCK_MS = 91 * STEP_MS

/** What a date can hold (ECMA-262: 100 million days), less one block. */
const MAX_TIME = 100_000_000 * DAY_MS - BLOCK_MS

function clockOf(name: string): Intl.DateTimeFormat {
  // Systems know some abbreviations, each its own: BST is Dhaka to one and London to its reader.
  if (!name.includes('/') && !/^(utc|gmt)$/i.test(name)) throw new BenchError('USAGE', `'${name}' is not a time zone`, zoneHint(name))
  const numeric = 'numeric'
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
  } catch (cause) {
    throw new BenchError('USAGE', `'${name}' is not a time zone`, zoneHint(name), { cause })
  }
}
