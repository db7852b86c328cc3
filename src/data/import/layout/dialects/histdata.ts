// HistData.com's minutes: `YYYYMMDD HHMMSS;o;h;l;c;v` without a header, in New York's winter time all year. NinjaTrader writes alike and means another time.

import { type Dialect, hasRows, numeric } from './dialect.js'

/** A date, or a date and a time of day without signs, then prices and a volume between semicolons. */
const compactMinute = [/^\d{8} \d{6}$/, numeric, numeric, numeric, numeric, numeric]
const compactDay = [/^\d{8}$/, numeric, numeric, numeric, numeric, numeric]
const common = {
  columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
  names: ['Time', 'Open', 'High', 'Low', 'Close', 'Volume'],
  decimal: '.',
} as const

export const histData: Dialect = {
  id: 'histdata',
  label: 'HistData.com',
  read(table) {
    if (table.delimiter !== ';' || !hasRows(table, compactMinute) || ninjaTraderName.test(table.sample.name)) return null
    const symbol = histDataName.exec(table.sample.name)?.[1] ?? null
    return { ...common, timeZone: 'Etc/GMT+5', timeframe: '1m', assetClass: 'forex', symbol: symbol?.toUpperCase() ?? null }
  },
}

export const ninjaTrader: Dialect = {
  id: 'ninjatrader',
  label: 'NinjaTrader',
  read(table) {
    const fits = hasRows(table, compactMinute) || hasRows(table, compactDay)
    if (table.delimiter !== ';' || !fits || histDataName.test(table.sample.name)) return null
    const symbol = /^(.+)\.(Last|Bid|Ask)\.txt$/i.exec(table.sample.name)?.[1] ?? null
    return { ...common, stamp: 'end', clock: 'the exchange’s or UTC, as NinjaTrader was set', symbol: symbol?.toUpperCase() ?? null }
  },
}

const histDataName = /^DAT_[A-Z]+_([A-Z]{6})_M1_/i
const ninjaTraderName = /\.(Last|Bid|Ask)\.txt$/i
