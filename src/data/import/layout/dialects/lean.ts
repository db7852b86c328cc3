// QuantConnect LEAN: rows without a header in zips, whose folders say what they are: `equity/usa/minute/aapl/20140605_trade.zip`.
//
// Equity prices are in units of 1/10,000 and New York's time; crypto and forex are plain and UTC. Stamps are a bar's start. Prices are as traded.

import { resolve } from 'node:path'
import type { AssetClass } from '../../../../model/instrument.js'
import type { Timeframe } from '../../../../model/time.js'
import { BenchError } from '../../../../std/errors.js'
import type { ImportOptions } from '../../options.js'
import type { Columns } from '../columns.js'
import type { Table } from '../table.js'
import { type Dialect, type Draft, hasRows, numeric } from './dialect.js'

export const lean: Dialect = {
  id: 'lean',
  label: 'QuantConnect LEAN',
  read(table, isNamed, options) {
    const rows = rowKind(table)
    const place = leanPlace(table.sample.path, table.sample.name)
    // Milliseconds since midnight look like any number, so the name must tell the day.
    if (rows === null || (!rows.isDaily && !isNamed && place?.day == null)) return null
    const { isDaily, isQuote } = rows
    const assetClass = classOf(place?.market ?? null, table, options)
    return {
      ...(isQuote ? quotes : trades),
      time: isDaily ? { kind: 'compact' } : { kind: 'milliseconds-of-day', date: dayOf(place, table) },
      priceDivisor: assetClass === 'equity' ? 10_000 : 1,
      timeZone: assetClass === 'equity' ? 'America/New_York' : 'UTC',
      stamp: 'start',
      adjusted: 'none',
      timeframe: place?.timeframe ?? null,
      symbol: place?.ticker?.toUpperCase() ?? null,
      assetClass,
    }
  },
}

const trades = {
  columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
  names: ['Time', 'Open', 'High', 'Low', 'Close', 'Volume'],
} as const satisfies Draft

/** The sizes of bid and ask are no volume. */
const quotes = {
  columns: {
    time: 0,
    ...({ bidOpen: 1, bidHigh: 2, bidLow: 3, bidClose: 4, askOpen: 6, askHigh: 7, askLow: 8, askClose: 9 } satisfies Columns),
  },
  names: ['Time', 'Bid open', 'Bid high', 'Bid low', 'Bid close', 'Bid size', 'Ask open', 'Ask high', 'Ask low', 'Ask close', 'Ask size'],
} as const satisfies Draft

const maybe = /^(|[-+]?\d*\.?\d+(e[-+]?\d+)?)$/i
const dayStamp = /^\d{8} \d\d:\d\d$/
const milliseconds = /^\d{1,8}$/

/** Days and hours have dates, finer bars milliseconds since midnight; null for rows of another shape. Ticks are refused. */
function rowKind(table: Table): { isDaily: boolean; isQuote: boolean } | null {
  refuseTicks(table)
  for (const isDaily of [true, false]) {
    const stamp = isDaily ? dayStamp : milliseconds
    if (hasRows(table, [stamp, numeric, numeric, numeric, numeric, maybe])) return { isDaily, isQuote: false }
    if (hasRows(table, [stamp, ...Array.from({ length: 10 }, () => maybe)])) return { isDaily, isQuote: true }
  }
  return null
}

function refuseTicks(table: Table): void {
  const ms = /^\d{1,8}(\.\d+)?$/
  const isTrades = hasRows(table, [ms, numeric, numeric, /^[A-Z]?$/i, /^[0-9A-F]*$/i, /^[01]$/])
  const isQuotes = hasRows(table, [ms, maybe, maybe, maybe, maybe, /^[A-Z]?$/i, /^[0-9A-F]*$/i, /^[01]$/])
  if (!isTrades && !isQuotes) return
  const what = isTrades ? 'trades: a time, a price and a size' : 'quotes: a bid or an ask'
  const message = `${table.sample.path}: line 1: these are LEAN’s ticks, not bars: ${what}`
  throw new BenchError('BAD_DATA', message, 'import the second or minute bars of the day instead, in LEAN’s folders beside these')
}

/** What LEAN's folders and names say of a file. */
export interface LeanPlace {
  /** `equity`, `crypto` or `forex`; null where the file is out of its folder. */
  readonly market: string | null
  /** Folder of `daily`, `map_files` and `factor_files`; null where the file is out of its folder. */
  readonly folder: string | null
  readonly timeframe: Timeframe | null
  /** As LEAN writes it, in small letters. */
  readonly ticker: string | null
  /** `20140605` of a day's file. */
  readonly day: string | null
}

const lengths: Readonly<Record<string, Timeframe>> = { daily: '1d', hour: '1h', minute: '1m', second: '1s' }

/** Reads path and entry; null where neither is LEAN's. */
export function leanPlace(path: string, entry: string): LeanPlace | null {
  const full = resolve(path).replaceAll('\\', '/')
  const match = /^(.*\/(equity|crypto|forex)\/[^/]+)\/(daily|hour|minute|second)\/(?:([^/]+)\/)?([^/]+)\.(?:zip|csv)/i.exec(full)
  const [, folder, market, length, tickerFolder, base = ''] = match ?? []
  const inEntry = /^(\d{8})_(.+)_(minute|second)_(trade|quote)\.csv$/i.exec(entry)
  if (match === null && inEntry === null) return null
  const [, entryDay, entryTicker, entryLength] = inEntry ?? []
  return {
    market: market?.toLowerCase() ?? null,
    folder: folder ?? null,
    timeframe: lengths[(length ?? entryLength ?? '').toLowerCase()] ?? null,
    ticker: tickerFolder ?? entryTicker ?? base.replace(/_(trade|quote)$/i, ''),
    day: entryDay ?? /^\d{8}/.exec(base)?.[0] ?? null,
  }
}

function classOf(market: string | null, { sample }: Table, { assetClass }: ImportOptions): AssetClass {
  if (market !== null) return market as AssetClass
  if (assetClass !== undefined) return assetClass === 'etf' || assetClass === 'index' ? 'equity' : assetClass
  const message = `${sample.path} is out of LEAN’s folders, so nothing says whether its prices are in units of 1/10,000, as equities are`
  throw new BenchError('USAGE', message, 'say what it is: --asset-class equity, crypto or forex')
}

function dayOf(place: LeanPlace | null, { sample }: Table): string {
  const day = place?.day ?? null
  if (day !== null) return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`
  const hint = 'keep LEAN’s names: minute/aapl/20140605_trade.zip'
  throw new BenchError('BAD_DATA', `${sample.path}: its times are milliseconds since midnight, and its name has no day`, hint)
}
