// The options of `bench data import` and `bench data ls`.

import type { ImportOptions } from '../../data/import/options.js'
import type { AssetClass, CalendarId } from '../../model/instrument.js'
import { parseTimeframe } from '../../model/time.js'
import type { OptionTable, OptionValues } from '../options.js'
import { number, oneOf } from '../readers.js'

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
  assetClass: { ...bars, value: 'CLASS', read: oneOf(...assetClasses), description: assetClasses.join(', '), default: 'equity' },
  calendar: { ...bars, value: 'ID', read: oneOf(...calendars), description: calendars.join(', '), default: 'the asset class’s own' },
  tick: { ...bars, value: 'STEP', read: tick, description: 'smallest price step, or none for adjusted prices' },
  stamp: {
    ...bars,
    value: 'END',
    read: oneOf('start', 'end'),
    description: 'an intraday bar’s time is its start or end',
    default: 'start',
  },
} as const satisfies OptionTable

export const dataImportOptions = {
  ...barFileOptions,
  name: { ...catalog, value: 'NAME', description: 'name in the catalog', default: 'symbol and timeframe: spy-1d' },
  label: { ...catalog, value: 'TEXT', description: 'what reports say the bars are' },
  replace: { ...catalog, description: 'replace data of the same name' },
  catalog: { ...catalog, value: 'DIR', description: 'folder of imported data', default: 'datasets, or BENCH_CATALOG' },
  json: { ...output, description: 'print one JSON object and nothing else' },
} as const satisfies OptionTable

export const dataListOptions = {
  catalog: dataImportOptions.catalog,
  json: dataImportOptions.json,
} as const satisfies OptionTable

export type BarFileOptions = OptionValues<typeof barFileOptions>
export type DataImportOptions = OptionValues<typeof dataImportOptions>
export type DataListOptions = OptionValues<typeof dataListOptions>

/** The options by the names of the importer. */
export function importOptionsOf({ symbol, timeframe, tz, assetClass, calendar, tick, stamp }: BarFileOptions): ImportOptions {
  return { symbol, timeframe, timeZone: tz, assetClass, calendar, tick, stamp }
}

function tick(text: string): number | 'none' {
  return text === 'none' ? text : number(text)
}
