// Databento's OHLCV: `ts_event,rtype,publisher_id,instrument_id,open,…`. Nanoseconds or ISO, prices in units of 1e-9 or as decimals, as it was asked for.

import type { Timeframe } from '../../../../model/time.js'
import { BenchError } from '../../../../std/errors.js'
import { columnsByName } from '../columns.js'
import { cellsOf, columnOf, type Dialect, hasNames } from './dialect.js'

const lengths: Readonly<Record<string, Timeframe>> = { '32': '1s', '33': '1m', '34': '1h', '35': '1d', '36': '1d' }

export const databento: Dialect = {
  id: 'databento',
  label: 'Databento OHLCV',
  read(table) {
    if (!hasNames(table, 'ts_event,rtype,open,high,low,close,volume')) return null
    const columns = { ...columnsByName(table.header ?? []), time: columnOf(table, 'ts_event') }
    const [rtype = ''] = cellsOf(table, columnOf(table, 'rtype'))
    if (lengths[rtype] === undefined) {
      const message = `${table.sample.path}: line ${table.skipLines + 1}: rtype ${rtype} is no OHLCV record`
      throw new BenchError('BAD_DATA', message, 'ask Databento for the schema ohlcv-1m, or another length of bars')
    }
    const instruments = columnOf(table, 'instrument_id')
    const isStacked = columns.symbol === undefined && new Set(cellsOf(table, instruments)).size > 1
    const areWhole = cellsOf(table, columns.close).every((cell) => /^-?\d+$/.test(cell))
    return {
      columns: isStacked ? { ...columns, symbol: instruments } : columns,
      priceDivisor: areWhole ? 1e9 : 1,
      stamp: 'start',
      adjusted: 'none',
      timeframe: lengths[rtype],
    }
  },
}
