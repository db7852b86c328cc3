// Binance's klines, as data.binance.vision and its API give them: twelve columns, mostly without a header; milliseconds, and microseconds for spot since 2025.

import type { Timeframe } from '../../../../model/time.js'
import type { Table } from '../table.js'
import { epochUnit } from '../time-form.js'
import { type Dialect, hasNames, hasRows, isHeader, numeric } from './dialect.js'

const names = 'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore'.split(',')
const epoch = /^\d{13}(\d{3})?$/

export const binance: Dialect = {
  id: 'binance',
  label: 'Binance klines',
  read(table) {
    const shape = [epoch, numeric, numeric, numeric, numeric, numeric, epoch, numeric, /^\d+$/, numeric, numeric, numeric]
    const isNamed = ['open_time', 'Open time'].some(
      (time) => isHeader(table, `${time},Open,High,Low,Close,Volume`, true) && hasClose(table),
    )
    if (!isNamed && !hasRows(table, shape)) return null
    const [symbol, timeframe] = nameParts(table.sample.name)
    const first = table.rows.find((row) => /^\d+$/.test(row[0] ?? ''))?.[0]
    return {
      columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
      names: table.header ?? names,
      ...(first === undefined ? {} : { time: { kind: 'epoch', unit: epochUnit(first) } }),
      stamp: 'start',
      adjusted: 'none',
      assetClass: 'crypto',
      symbol,
      timeframe,
    }
  },
}

function hasClose(table: Table): boolean {
  return hasNames(table, 'close_time') || hasNames(table, 'Close time')
}

/** `BTCUSDT-1m-2024-01.csv` → BTCUSDT, 1m */
function nameParts(name: string): readonly [symbol: string | null, timeframe: Timeframe | null] {
  const match = /^([A-Z0-9]+)-(\d+[smhdw])-\d{4}-\d\d(-\d\d)?\./.exec(name)
  return match === null ? [null, null] : [match[1] as string, match[2] as Timeframe]
}
