// The columns that Stooq and Finam share: `<TICKER>,<PER>,<DATE>,<TIME>`, where PER is D or so many minutes.

import type { Timeframe } from '../../../../model/time.js'
import { BenchError } from '../../../../std/errors.js'
import { type Columns, columnsByName } from '../columns.js'
import type { Table } from '../table.js'

/** The timeframe of `D`, `W` or so many minutes. Fails with `BAD_DATA` on ticks and where the rows differ. */
export function periodOf(periods: readonly string[], { sample, skipLines }: Table): Timeframe {
  const [first = ''] = periods
  if (/^(0|T|tick)$/i.test(first)) {
    const hint = 'make bars of the ticks first, in the program that they come from, and import those'
    throw new BenchError('BAD_DATA', `${sample.path}: line ${skipLines + 1}: these are ticks, not bars: the period is '${first}'`, hint)
  }
  const other = periods.findIndex((period) => period !== first)
  if (other >= 0) {
    const message = `${sample.path}: line ${skipLines + other + 1} has bars of period '${periods[other]}', the first one of '${first}'`
    throw new BenchError('BAD_DATA', message, 'import bars of one length at a time')
  }
  if (/^[DW]$/i.test(first)) return /D/i.test(first) ? '1d' : '1w'
  const minutes = Number(first)
  if (Number.isInteger(minutes) && minutes > 0) return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`
  throw new BenchError('BAD_DATA', `${sample.path}: '${first}' is no length of bars that is read here`, 'D, W or so many minutes are')
}

/** Days have a time of day too, which is zero. */
export function tickerColumns({ header }: Table, timeframe: Timeframe): Columns {
  const { date, timeOfDay, ...columns } = columnsByName(header ?? [])
  if (date === undefined) return columns
  return timeOfDay === undefined || /[dw]$/.test(timeframe) ? { ...columns, time: date } : { ...columns, date, timeOfDay }
}
