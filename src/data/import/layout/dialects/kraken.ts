// Kraken's downloads: `time,o,h,l,c,volume,trades` without a header, epoch seconds, minutes without trades left out. The name has pair and minutes.

import type { Timeframe } from '../../../../model/time.js'
import { type Dialect, hasRows, numeric } from './dialect.js'

export const kraken: Dialect = {
  id: 'kraken',
  label: 'Kraken',
  read(table) {
    if (!hasRows(table, [/^\d{10}$/, numeric, numeric, numeric, numeric, numeric, /^\d+$/])) return null
    const [, pair, minutes] = /^([A-Z0-9.]+)_(\d+)\.csv$/.exec(table.sample.name) ?? []
    return {
      columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
      names: ['Time', 'Open', 'High', 'Low', 'Close', 'Volume', 'Trades'],
      stamp: 'start',
      adjusted: 'none',
      assetClass: 'crypto',
      symbol: pair ?? null,
      timeframe: minutes === undefined ? null : lengthOf(Number(minutes)),
    }
  },
}

function lengthOf(minutes: number): Timeframe | null {
  if (minutes === 0) return null
  if (minutes % 1440 === 0) return `${minutes / 1440}d`
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`
}
