// Polygon: flat files `ticker,volume,open,close,high,low,window_start,transactions`, with close before high and nanoseconds; API rows `v,vw,o,c,h,l,t,n`.

import type { Timeframe } from '../../../../model/time.js'
import { columnsByName } from '../columns.js'
import { columnOf, type Dialect, hasNames, isHeader } from './dialect.js'

export const polygonFlat: Dialect = {
  id: 'polygon-flat',
  label: 'Polygon flat file',
  read(table) {
    if (!isHeader(table, 'ticker,volume,open,close,high,low,window_start,transactions')) return null
    const timeframe: Timeframe | null = /day_aggs/.test(table.sample.path) ? '1d' : /minute_aggs/.test(table.sample.path) ? '1m' : null
    const columns = { ...columnsByName(table.header ?? []), time: columnOf(table, 'window_start') }
    return { columns, stamp: 'start', adjusted: 'none', timeframe }
  },
}

export const polygonRows: Dialect = {
  id: 'polygon',
  label: 'Polygon aggregates',
  read: (table) => (hasNames(table, 'v,o,c,h,l,t') ? { stamp: 'start', notes: [adjustedByDefault] } : null),
}

const adjustedByDefault = 'Polygon adjusts for splits unless it was asked not to'
