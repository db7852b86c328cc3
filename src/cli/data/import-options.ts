// The options of `bench data import`.

import { type Field, fields } from '../../data/import/layout/columns.js'
import type { ColumnMapping, ImportOptions } from '../../data/import/options.js'
import type { AssetClass, CalendarId } from '../../model/instrument.js'
import { parseTimeframe } from '../../model/time.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { OptionTable, OptionValues } from '../options.js'
import { number, oneOf, pair } from '../readers.js'

const catalog = { group: 'Catalog', belongs: 'line' } as const
const output = { group: 'Output', belongs: 'line' } as const

const assetClasses = ['equity', 'etf', 'index', 'forex', 'crypto', 'future'] as const satisfies readonly AssetClass[]
const calendars = ['XNYS', '24/7', '24/5'] as const satisfies readonly CalendarId[]

const bars = { group: 'What the bars of a file are', belongs: 'run' } as const

/** What a file does not say of itself; a backtest on a file that was never imported takes them too. */
export const barFileOptions = {
  symbol: { ...bars, value: 'ID', description: 'the instrument', default: 'the file’s name in capitals' },
  timeframe: { ...bars, value: 'LENGTH', read: parseTimeframe, description: '10s, 1m, 5m, 1h, 1d, 1w', default: 'read off the bars' },
  tz: { ...bars, value: 'ZONE', description: 'zone of times written without one: America/New_York' },
  assetClass: {
    ...bars,
    value: 'CLASS',
    read: oneOf(...assetClasses),
    description: assetClasses.join(', '),
    default: 'as the dialect has it, else equity',
  },
  calendar: { ...bars, value: 'ID', read: oneOf(...calendars), description: calendars.join(', '), default: 'the asset class’s own' },
  tick: { ...bars, value: 'STEP', read: tick, description: 'smallest price step, or none for adjusted prices' },
  stamp: {
    ...bars,
    value: 'END',
    read: oneOf('start', 'end'),
    description: 'an intraday bar’s time is its start or end',
    default: 'as the dialect has it',
  },
  dialect: { ...bars, value: 'NAME', description: 'whose file it is: yahoo, mt5, ninjatrader, …', default: 'recognised' },
  dates: {
    ...bars,
    value: 'ORDER',
    read: oneOf('mdy', 'dmy', 'ymd'),
    description: 'order in dates such as 1/2/2005: mdy, dmy, ymd',
    default: 'read off the column',
  },
  decimal: { ...bars, value: 'SIGN', read: oneOf('point', 'comma'), description: 'point or comma', default: 'read off the prices' },
  map: {
    ...bars,
    value: 'COLUMN=FIELD',
    many: true,
    read: mapping,
    description: 'what a column holds, by its name or number: Last=close, 1=time; again for more',
  },
  factors: { ...bars, value: 'FILE', description: 'LEAN’s factor file: splits and dividends', default: 'in LEAN’s own folders' },
  mapFile: { ...bars, value: 'FILE', description: 'LEAN’s map file: tickers by date', default: 'in LEAN’s own folders' },
  allowDownload: { ...bars, description: 'let DuckDB fetch its extension for http and s3 once' },
} as const satisfies OptionTable

export const dataImportOptions = {
  ...barFileOptions,
  name: { ...catalog, value: 'NAME', description: 'name in the catalog, of all files together', default: 'symbol and timeframe: spy-1d' },
  label: { ...catalog, value: 'TEXT', description: 'what reports say the bars are' },
  replace: { ...catalog, description: 'replace data of the same name' },
  catalog: { ...catalog, value: 'DIR', description: 'folder of imported data', default: 'datasets, or BENCH_CATALOG' },
  dryRun: { ...output, description: 'show what was recognised and the first bars, and store nothing' },
  quiet: { ...output, description: 'no progress' },
  json: { ...output, description: 'print one JSON object and nothing else' },
} as const satisfies OptionTable

export type BarFileOptions = OptionValues<typeof barFileOptions>
export type DataImportOptions = OptionValues<typeof dataImportOptions>

/** The options by the names of the importer. */
export function importOptionsOf({ tz, ...options }: BarFileOptions): ImportOptions {
  const { symbol, timeframe, assetClass, calendar, tick, stamp, dialect, dates, decimal, map, factors, mapFile, allowDownload } = options
  return {
    symbol,
    timeframe,
    timeZone: tz,
    assetClass,
    calendar,
    tick,
    stamp,
    dialect,
    dates,
    decimal,
    map,
    factors,
    mapFile,
    allowDownload,
  }
}

function tick(text: string): number | 'none' {
  return text === 'none' ? text : number(text)
}

/** `Last=close`, or `5=close` by number. */
function mapping(text: string): ColumnMapping {
  const [column, name] = pair(text)
  const field = fields.find((candidate): candidate is Field => candidate.toLowerCase() === name.trim().toLowerCase())
  if (field !== undefined) return [column, field]
  throw new BenchError('USAGE', `'${name}' is not what a column can hold`, didYouMean(name, fields) ?? `write one of ${fields.join(', ')}`)
}
