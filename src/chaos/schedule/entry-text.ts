// Entries of a schedule in short, as the command line has them: `runaway:orders=5@2008-10-10T10:00/5m`, `reject@p=0.1/h`.

import { BenchError } from '../../std/errors.js'
import type { EntryInput } from './schedule.js'

const entryForms = 'fault@2008-10-10T10:00/5m, fault:param=value@p=0.1/h, @drawdown=5%, @breaches=3 or @calm=0.001'

/** How long an entry lasts that does not say so. */
const USUAL_MINUTES = 5

/** Several stand one after the other, with commas between. A time is left as it is written, with its offset or without. Fails with `BAD_SCHEDULE`. */
export function entriesOfText(text: string): readonly EntryInput[] {
  return splitEntries(text).map(entryOf)
}

/** Commas part parameters too, so an entry ends at the first comma after its `@`. */
function splitEntries(text: string): readonly string[] {
  const entries: string[] = []
  let begun = ''
  for (const part of text.split(',')) {
    begun = begun === '' ? part : `${begun},${part}`
    if (!part.includes('@')) continue
    entries.push(begun.trim())
    begun = ''
  }
  if (begun.trim() !== '') throw unreadable(begun.trim(), 'says not when it comes on')
  return entries
}

function entryOf(text: string): EntryInput {
  const at = text.lastIndexOf('@')
  const [what, when] = [text.slice(0, at), text.slice(at + 1)]
  const [fault, given] = split(what, ':')
  if (fault === '') throw unreadable(text, 'names no fault')
  const { target, escalate, ...params } = paramsOf(given, text)
  return {
    fault,
    ...whenOf(when, text),
    ...(target !== undefined && { target: String(target) }),
    ...(escalate !== undefined && { escalate: Number(escalate) }),
    params,
  }
}

function split(text: string, sign: string): readonly [string, string] {
  const at = text.indexOf(sign)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

type Param = number | string | boolean

function paramsOf(given: string, text: string): Record<string, Param> {
  const pairs = given === '' ? [] : given.split(',')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, value] = split(pair.trim(), '=')
      if (name === '' || value === '') throw unreadable(text, `has '${pair.trim()}', which is no parameter with its value`)
      return [name, paramOf(value)]
    }),
  )
}

function paramOf(text: string): Param {
  if (text === 'true' || text === 'false') return text === 'true'
  return numberOf(text) ?? text
}

/** `5` or `5%`; null for what is no number. */
function numberOf(text: string): number | null {
  const isShare = text.endsWith('%')
  const digits = isShare ? text.slice(0, -1) : text
  const value = digits.trim() === '' ? Number.NaN : Number(digits)
  if (!Number.isFinite(value)) return null
  return isShare ? value / 100 : value
}

const conditions =
  /^(?:p=(?<perHour>[^/]+)\/h|drawdown=(?<drawdown>[^/]+)|breaches=(?<breaches>[^/]+)|calm=(?<calm>[^/]+))(?:\/(?<lasts>.+))?$/
const times = /^(?<day>\d{4}-\d\d-\d\d)(?<clock>T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?(?:\/(?<lasts>.+))?$/

function whenOf(when: string, text: string): Pick<EntryInput, 'when' | 'minutes'> {
  const { day, clock = 'T00:00', lasts: lastsFrom } = times.exec(when)?.groups ?? {}
  if (day !== undefined) return { when: { at: `${day}${clock}` }, minutes: minutesOf(lastsFrom, text) }
  const { lasts, ...named } = conditions.exec(when)?.groups ?? {}
  const [condition] = Object.entries(named).filter(([, value]) => value !== undefined)
  if (condition === undefined) throw unreadable(text, `does not come on at '${when}'`)
  const [name, value] = condition
  const bound = numberOf(value)
  if (bound === null) throw unreadable(text, `has '${value}' where a number stands`)
  return { when: { [name]: bound } as EntryInput['when'], minutes: minutesOf(lasts, text) }
}

const unitMinutes: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440 }

function minutesOf(lasts: string | undefined, text: string): number {
  if (lasts === undefined) return USUAL_MINUTES
  const { count, unit = '' } = /^(?<count>\d+(\.\d+)?)(?<unit>[smhd])$/.exec(lasts)?.groups ?? {}
  const minutes = Number(count) * (unitMinutes[unit] ?? Number.NaN)
  if (minutes > 0) return minutes
  throw unreadable(text, `cannot last '${lasts}': write 30s, 5m, 2h or 1d`)
}

function unreadable(text: string, what: string): BenchError {
  return new BenchError('BAD_SCHEDULE', `'${text}' ${what}`, `write ${entryForms}`)
}
