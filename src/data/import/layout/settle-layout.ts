// Makes a layout of what a dialect says, of what the rows show and of what the user says; the user wins.

import { isDaily } from '../../../model/time.js'
import { assert } from '../../../std/assert.js'
import { BenchError } from '../../../std/errors.js'
import type { ImportOptions } from '../options.js'
import { type Columns, columnsByName, type Field } from './columns.js'
import { decimalOf, isDecorated } from './decimal.js'
import type { Dialect, Draft } from './dialects/dialect.js'
import type { ColumnPlaces, Layout } from './layout.js'
import { mapColumns } from './map-columns.js'
import { refuseTicksAsBars } from './refuse-others.js'
import { statesZone, usualStep } from './sample-times.js'
import type { Table } from './table.js'
import { type TimePlaces, timeFormOf } from './time-form.js'

/** Fails with `USAGE` where something is open that matters. `others` are dialects that would settle it, if the file is theirs. */
export async function settleLayout(
  given: Table,
  dialect: Dialect,
  draft: Draft,
  options: ImportOptions,
  others: readonly Dialect[],
): Promise<Layout> {
  const table = withoutMoreHeader(given, draft)
  const columns = mapColumns(draft.columns ?? columnsByName(table.header ?? []), table, options)
  const places = placesOf(columns, table)
  refuseTicksAsBars(table, places)
  const prices = [places.open, places.high, places.low, places.close, ...(places.volume === null ? [] : [places.volume])]
  const names = draft.names ?? table.header ?? (table.rows[0] ?? []).map((_, index) => `column ${index + 1}`)
  const decimal = draft.decimal ?? decimalOf(table, prices, options)
  const layout: Layout = {
    dialect: dialect.id,
    label: dialect.label,
    skipLines: table.skipLines,
    delimiter: table.delimiter,
    decimal,
    names,
    places,
    time: draft.time ?? (await timeFormOf(table, places.time, options)),
    priceDivisor: draft.priceDivisor ?? 1,
    numbers: draft.numbers ?? (isDecorated(table, prices, decimal) ? 'decorated' : 'plain'),
    timeZone: options.timeZone ?? draft.timeZone ?? null,
    stamp: options.stamp ?? draft.stamp ?? null,
    emptyRows: draft.emptyRows ?? 'fault',
    adjusted: draft.adjusted ?? null,
    unknownVolume: draft.unknownVolume ?? null,
    timeframe: draft.timeframe ?? null,
    symbol: options.symbol ?? draft.symbol ?? null,
    assetClass: options.assetClass ?? draft.assetClass ?? null,
    notes: [...preambleNotes(table), ...columnNotes(names, places), ...(draft.notes ?? [])],
  }
  refuseAdjustedTwice(table, layout)
  refuseOpen(table, layout, options, draft.clock, others)
  return layout
}

/** Lines that the dialect knows to be a part of the header are no rows. */
function withoutMoreHeader(table: Table, { skipLines = table.skipLines }: Draft): Table {
  return { ...table, skipLines, rows: table.rows.slice(skipLines - table.skipLines) }
}

/** Bid prices stand where prices stand; the ask's are beside them. */
function placesOf(columns: Columns, table: Table): ColumnPlaces {
  const isQuote = columns.bidOpen !== undefined && columns.askOpen !== undefined && columns.open === undefined
  const need = (field: Field): number => columns[field] ?? missing(field, table)
  return {
    time: timePlaces(columns, table),
    open: need(isQuote ? 'bidOpen' : 'open'),
    high: need(isQuote ? 'bidHigh' : 'high'),
    low: need(isQuote ? 'bidLow' : 'low'),
    close: need(isQuote ? 'bidClose' : 'close'),
    volume: columns.volume ?? null,
    symbol: columns.symbol ?? null,
    adjustedClose: columns.adjustedClose ?? null,
    dividend: columns.dividend ?? null,
    split: columns.split ?? null,
    ask: isQuote ? [need('askOpen'), need('askHigh'), need('askLow'), need('askClose')] : null,
  }
}

function timePlaces({ time, date, timeOfDay }: Columns, table: Table): TimePlaces {
  if (time !== undefined) return [time]
  if (date === undefined) return missing('time', table)
  return timeOfDay === undefined ? [date] : [date, timeOfDay]
}

function missing(field: Field, { header, sample }: Table): never {
  const shown = (header ?? []).join(',')
  const what = field === 'time' ? 'no column of times' : `no column '${field}'`
  const where = header === null ? '' : ` in the header: ${shown.length > 120 ? `${shown.slice(0, 120)}…` : shown}`
  throw new BenchError(
    'BAD_DATA',
    `${sample.path}: ${what}${where}`,
    `say which column it is: --map NAME=${field}, or --map 1=${field} by number`,
  )
}

function preambleNotes({ preamble }: Table): string[] {
  return preamble.length === 0 ? [] : [`passed over before the header: ${preamble.map((line) => line.trim().slice(0, 60)).join('; ')}`]
}

function columnNotes(names: readonly string[], places: ColumnPlaces): string[] {
  const { time, ask, ...single } = places
  const used = new Set<number | null>([...time, ...(ask ?? []), ...Object.values(single)])
  const left = names.filter((name, index) => !used.has(index) && name.trim() !== '')
  const adjusted = left.filter((name) => /^adj/i.test(name))
  const others = left.filter((name) => !/^adj/i.test(name))
  const notes: string[] = []
  const verb = adjusted.length > 1 ? 'were' : 'was'
  if (adjusted.length > 0) notes.push(`${adjusted.join(', ')} ${verb} left out: prices are as in Open, High, Low and Close`)
  if (others.length > 0) notes.push(`columns left out: ${others.join(', ')}`)
  if (places.volume === null && !left.some((name) => /^vol/i.test(name))) notes.push('no Volume column: the volume is 0 throughout')
  return notes
}

/** Prices that are adjusted for everything have nothing to be adjusted by. */
function refuseAdjustedTwice({ sample }: Table, { adjusted, label, places: { dividend, split, adjustedClose } }: Layout): void {
  if (adjusted !== 'all' || (dividend ?? split ?? adjustedClose) === null) return
  const message = `${sample.path}: the prices of ${label} are adjusted for splits and dividends already, so no column can say by what`
  throw new BenchError('USAGE', message, 'leave --map of dividend, split and adjustedClose out; or name another dialect: --dialect plain')
}

/** Bars within a day need a zone where the stamps have none, and need to know what a stamp stands for. */
function refuseOpen(table: Table, layout: Layout, options: ImportOptions, clock: string | undefined, others: readonly Dialect[]): void {
  const { time, places, timeZone, stamp } = layout
  if (!areIntraday(table, layout, options)) return
  const needsZone = timeZone === null && !statesZone(time, table, places.time)
  const needsStamp = stamp === null
  if (!needsZone && !needsStamp) return
  const open = [
    needsZone ? `the times have no zone${clock === undefined ? '' : `: they are ${clock}`}` : '',
    needsStamp ? 'nothing says whether a stamp is a bar’s start or its end' : '',
  ]
  const flags = [needsZone ? '--tz America/New_York, or --tz UTC' : '', needsStamp ? '--stamp start, or --stamp end' : '']
  const whose = others.length === 0 ? '' : `; or whose file it is: ${others.map(({ id }) => `--dialect ${id}`).join(', ')}`
  const message = `${table.sample.path}: ${open.filter(Boolean).join(', and ')}`
  throw new BenchError('USAGE', message, `say it: ${flags.filter(Boolean).join('; and ')}${whose}`)
}

/** By what the file tells of itself, else by its times: days stand a day apart, or 23 hours where the clocks change. */
function areIntraday(table: Table, { time, places, timeframe }: Layout, options: ImportOptions): boolean {
  if (timeframe !== null) return !isDaily(timeframe)
  if (time.kind === 'milliseconds-of-day') return true
  if (options.timeframe !== undefined && isDaily(options.timeframe)) return false
  const step = usualStep(time, table, places.time)
  assert(step === null || step > 0, 'a step is positive')
  return step !== null && step < 20 * 3_600_000
}
