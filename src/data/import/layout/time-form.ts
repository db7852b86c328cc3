// Tells how the times of a table are written, from its first rows, and from the whole column where the order of day and month is open.

import { BenchError } from '../../../std/errors.js'
import type { DateOrder, ImportOptions } from '../options.js'
import type { TimeForm } from './layout.js'
import { splitCells, type Table } from './table.js'

/** Columns of a time: one, or a date and a time of day. */
export type TimePlaces = readonly [stamp: number] | readonly [date: number, timeOfDay: number]

/** The form that most of the sample's times have. Fails with `BAD_DATA` where none is known, and `USAGE` where the day cannot be told from the month. */
export async function timeFormOf(table: Table, places: TimePlaces, options: ImportOptions): Promise<TimeForm> {
  // That a file has no rows is the reader's to tell.
  if (table.rows.length === 0) return { kind: 'iso' }
  const texts = table.rows.map((row) => row[places[0]] ?? '').filter((text) => text !== '')
  const kinds = texts.map(kindOf)
  const kind = mostCommon(kinds)
  const first = texts[kinds.indexOf(kind)] ?? texts[0] ?? ''
  if (kind === 'iso' || kind === 'compact') return { kind }
  if (kind === 'epoch') return { kind, unit: epochUnit(first) }
  if (kind === 'parts') return { kind, order: options.dates ?? (await dateOrder(table, places[0], first)) }
  const hint =
    'write 2005-01-31, 2005-01-31 14:30, 1/31/2005, 20050131 143000, or seconds, milliseconds, microseconds or nanoseconds since 1970'
  const what = texts.length === 0 ? 'no time in the first rows' : `'${first.slice(0, 40)}' is not a date or time that is read here`
  throw new BenchError('BAD_DATA', `${table.sample.path}: ${what}`, hint)
}

type Kind = TimeForm['kind'] | 'unknown'

function kindOf(text: string): Kind {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return 'iso'
  if (/^\d{8}(?:\D|$)/.test(text) && isCalendarDate(text)) return 'compact'
  if (/^(19|20)\d{10}(\d\d)?$/.test(text) && isCalendarDate(text)) return 'unknown'
  if (/^\d{9,19}(\.\d*)?$/.test(text)) return 'epoch'
  return /^\d{1,4}([./-])\d{1,2}\1\d{1,4}(?:\D|$)/.test(text) ? 'parts' : 'unknown'
}

function isCalendarDate(text: string): boolean {
  const [month, day] = [Number(text.slice(4, 6)), Number(text.slice(6, 8))]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function mostCommon(kinds: readonly Kind[]): Kind {
  const counts = new Map<Kind, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].reduce<[Kind, number]>((most, entry) => (entry[1] > most[1] ? entry : most), ['unknown', 0])[0]
}

/** Seconds below 10^11 (the year 5138), then a thousand times that for each finer unit. */
export function epochUnit(text: string): 's' | 'ms' | 'us' | 'ns' {
  const value = Math.abs(Number(text))
  if (value < 1e11) return 's'
  if (value < 1e14) return 'ms'
  return value < 1e17 ? 'us' : 'ns'
}

/** The one order in which every date of the column exists. A column whose days are all below 13 decides nothing. */
async function dateOrder(table: Table, column: number, first: string): Promise<DateOrder> {
  if (/^\d{4}/.test(first)) return 'ymd'
  const orders = new Set<DateOrder>(/^\d{1,2}\D\d{1,2}\D\d{4}/.test(first) ? ['mdy', 'dmy'] : ['mdy', 'dmy', 'ymd'])
  let line = 0
  for await (const text of table.sample.allLines()) {
    if (line++ < table.skipLines) continue
    keepPossible(orders, splitCells(text, table.delimiter)[column] ?? '')
    if (orders.size <= 1) break
  }
  const [only, ...others] = orders
  if (only !== undefined && others.length === 0) return only
  const meant = [...orders].map((order) => `--dates ${order} for ${spelledOut(first, order)}`).join(', ')
  const message = `${table.sample.path}: no date tells the day from the month: '${first}' may be ${[...orders].map((order) => spelledOut(first, order)).join(' or ')}`
  throw new BenchError('USAGE', message, `say which: ${meant}`)
}

/** A row without a date says nothing, and one that fits no order is left to the reader. */
function keepPossible(orders: Set<DateOrder>, text: string): void {
  const match = /^(\d{1,4})\D(\d{1,2})\D(\d{1,4})(?:\D|$)/.exec(text)
  if (match === null) return
  const parts = match.slice(1).map(Number) as [number, number, number]
  const fitting = [...orders].filter((order) => {
    const { month, day } = inOrder(parts, order)
    return month >= 1 && month <= 12 && day >= 1 && day <= 31
  })
  if (fitting.length === 0) return
  for (const order of orders) if (!fitting.includes(order)) orders.delete(order)
}

function inOrder([first, second, third]: readonly [number, number, number], order: DateOrder) {
  if (order === 'ymd') return { year: first, month: second, day: third }
  return order === 'mdy' ? { year: third, month: first, day: second } : { year: third, month: second, day: first }
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `1/2/2005` as month first → `2 January 2005` */
function spelledOut(text: string, order: DateOrder): string {
  const parts = text.split(/\D/, 3).map(Number) as [number, number, number]
  const { year, month, day } = inOrder(parts, order)
  return `${day} ${months[month - 1] ?? `month ${month}`} ${year < 70 ? 2000 + year : year < 100 ? 1900 + year : year}`
}
