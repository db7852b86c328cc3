// TradingView's chart export: `time,open,high,low,close,Volume` and a column for each plot, with epoch seconds or ISO times as the user chose.

import type { Timeframe } from '../../../../model/time.js'
import { cellsOf, type Dialect, isHeader } from './dialect.js'

export const tradingView: Dialect = {
  id: 'tradingview',
  label: 'TradingView',
  read(table, isNamed) {
    if (!isHeader(table, 'time,open,high,low,close', true) || table.header?.[0] !== 'time') return null
    const stamps = cellsOf(table, 0)
    const areStamped =
      stamps.length > 0 && stamps.every((stamp) => /^\d{9,10}$|^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$/.test(stamp))
    const hasOwnNames = table.header.length === 5 || table.header.slice(5).some((name) => /[A-Z]/.test(name))
    if (!isNamed && !(areStamped && hasOwnNames)) return null
    return {
      ...nameParts(table.sample.name),
      stamp: 'start',
      adjusted: 'splits',
      notes: ['TradingView adjusts prices for splits, and for dividends too where ADJ was on'],
    }
  },
}

/** `BATS_SPY, 5_a1b2c.csv` → SPY, 5m; `NASDAQ_AAPL, 1D.csv` → AAPL, 1d. */
function nameParts(name: string): { symbol?: string; timeframe?: Timeframe } {
  const match = /^[A-Z0-9]+_([A-Z0-9.!-]+), (\d+)([SDWH]?)(_[^.]*)?( \(\d+\))?\.csv$/i.exec(name)
  if (match === null) return {}
  const [, symbol = '', count = '', unit = ''] = match
  const letter = unit === '' ? 'm' : (unit.toLowerCase() as 's' | 'd' | 'w' | 'h')
  const isHours = letter === 'm' && Number(count) % 60 === 0
  return { symbol, timeframe: isHours ? `${Number(count) / 60}h` : `${Number(count)}${letter}` }
}
