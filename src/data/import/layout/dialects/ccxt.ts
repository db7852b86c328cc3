// Arrays `[ms, open, high, low, close, volume]`, as ccxt returns and freqtrade stores them: JSON, or the same as rows without a header. UTC, a bar's start.

import type { Timeframe } from '../../../../model/time.js'
import { type Dialect, hasRows, numeric } from './dialect.js'

export const ccxt: Dialect = {
  id: 'freqtrade',
  label: 'freqtrade or ccxt',
  read(table) {
    if (!hasRows(table, [/^\d{13}$/, numeric, numeric, numeric, numeric, numeric])) return null
    const [, pair, timeframe] = /^(.+)-(\d+[smhdw])(?:-futures|-spot|-mark)?\.(?:json|csv)(?:\.gz)?$/.exec(table.sample.name) ?? []
    return {
      columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
      names: ['Time', 'Open', 'High', 'Low', 'Close', 'Volume'],
      stamp: 'start',
      adjusted: 'none',
      assetClass: 'crypto',
      symbol: pair?.replaceAll('_', '/') ?? null,
      timeframe: (timeframe as Timeframe | undefined) ?? null,
    }
  },
}
