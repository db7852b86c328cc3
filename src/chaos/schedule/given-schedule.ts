// A schedule as a user gives it: entries in short, files, and entries written out, put together for the bars that it is to run on.

import type { BarSeries } from '../../model/bar.js'
import { formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { faultNamed } from '../faults/catalog.js'
import { entriesOfText } from './entry-text.js'
import { exchangeTime } from './exchange-time.js'
import { parseSchedule, type Schedule } from './schedule.js'
import { isRecord, readScheduleFile } from './schedule-file.js'

/** Read, its faults known; its times are not yet those of any exchange. */
export interface GivenSchedule {
  readonly entries: readonly unknown[]
  /** Of its faults' draws; null where nobody said. */
  readonly seed: number | null
}

/** Each part is a text (entries in short, or the path of a .yaml or .json file) or an entry. Fails with `UNKNOWN_FAULT`, `BAD_SCHEDULE`, `NO_SUCH_FILE`. */
export async function readGiven(parts: readonly unknown[]): Promise<GivenSchedule> {
  const read = await Promise.all(inWhole(parts).map(readPart))
  const entries = read.flatMap((one) => one.entries).flatMap(writtenOut)
  if (entries.length === 0)
    throw new BenchError('BAD_SCHEDULE', 'the schedule has no entries, so nothing goes wrong in it', 'write one, such as reject@p=0.1/h')
  for (const [index, one] of entries.entries()) if (isRecord(one) && typeof one.fault === 'string') faultNamed(one.fault, index)
  return { entries, seed: read.find(({ seed }) => seed !== null)?.seed ?? null }
}

function writtenOut(entry: unknown): readonly unknown[] {
  return typeof entry === 'string' ? entriesOfText(entry) : [entry]
}

/** Texts one after the other are one text: a comma may have parted an entry of which it was a part. */
function inWhole(parts: readonly unknown[]): readonly unknown[] {
  const whole: unknown[] = []
  for (const part of parts) {
    const last = whole.at(-1)
    const continues = typeof part === 'string' && typeof last === 'string' && !isScheduleFile(part) && !isScheduleFile(last)
    if (continues) whole[whole.length - 1] = `${last},${part}`
    else whole.push(part)
  }
  return whole
}

/** By its name: a text that is none has entries in short. */
export function isScheduleFile(text: string): boolean {
  return /\.(ya?ml|json)$/.test(text)
}

async function readPart(part: unknown): Promise<GivenSchedule> {
  if (typeof part === 'string' && isScheduleFile(part)) return readScheduleFile(part)
  return { entries: [part], seed: null }
}

/** The schedule for these bars, `seed` being that of the run. Fails with `BAD_SCHEDULE` for what has no place in them. */
export function scheduleFor({ entries, seed: own }: GivenSchedule, seed: number, series: readonly BarSeries[]): Schedule {
  const placed = entries.map((one) => (isRecord(one) ? inExchangeTime(one, series) : one))
  const schedule = parseSchedule({ schema: 'bench.chaos/1', seed: own ?? seed, entries: placed })
  for (const { name, when } of schedule.entries) if ('at' in when) refuseOutside(name, Date.parse(when.at), series)
  return schedule
}

/** In the zone of the instrument that it is in, else of the first. */
function inExchangeTime(entry: Readonly<Record<string, unknown>>, series: readonly BarSeries[]): unknown {
  const { when, target } = entry
  const one = series.find(({ instrument }) => instrument.id === target) ?? series[0]
  if (one === undefined || !isRecord(when) || typeof when.at !== 'string') return entry
  const at = exchangeTime(when.at, one.instrument.calendar)
  if (at === null)
    throw new BenchError('BAD_SCHEDULE', `'${when.at}' is no time`, 'write a day and a time that are there: 2008-10-10T10:00')
  return { ...entry, when: { ...when, at } }
}

function refuseOutside(name: string, at: number, series: readonly BarSeries[]): void {
  const from = Math.min(...series.map(({ columns }) => columns.openTime[0] ?? Number.POSITIVE_INFINITY))
  const to = Math.max(...series.map(({ columns }) => columns.closeTime[columns.length - 1] ?? Number.NEGATIVE_INFINITY))
  if (at >= from && at <= to) return
  throw new BenchError(
    'BAD_SCHEDULE',
    `${name} comes on at ${formatTime(at)}, and the bars are from ${formatTime(from)} to ${formatTime(to)}`,
    'give it a time in them',
  )
}
