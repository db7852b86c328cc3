// What each chart reads out at a row: the date and the figures there, as one line.

import { date, decimal, minute, percent, price, whole } from '../../wording.js'
import type { ChartName } from '../specs/charts.js'
import type { Columns } from './columns.js'

/** The line for one row; fills that stand at it are read out too. */
export type Readout = (rows: Columns, row: number, fills: Columns | undefined) => string

export const readouts: Readonly<Record<ChartName, Readout>> = {
  equity,
  equityLog: equity,
  range: () => '',
  drawdown: (rows, row) => `${when(rows, row)}  ${percent(at(rows, 'drawdown', row))}`,
  rollingSharpe: (rows, row) => `${when(rows, row)}  ${decimal(at(rows, 'sharpe', row))}`,
  price: (rows, row, fills) => [`${when(rows, row)}  close ${price(at(rows, 'close', row))}`, ...fillsAt(rows, row, fills)].join('  '),
}

function equity(rows: Columns, row: number): string {
  const benchmark = at(rows, 'benchmark', row)
  const other = Number.isFinite(benchmark) ? `  benchmark ${whole(benchmark)}` : ''
  return `${when(rows, row)}  strategy ${whole(at(rows, 'equity', row))}${other}`
}

/** Fills after the row before and up to this row: they belong to this bar. */
function fillsAt(rows: Columns, row: number, fills: Columns | undefined): string[] {
  const [from, to] = [row === 0 ? Number.NEGATIVE_INFINITY : at(rows, 'time', row - 1), at(rows, 'time', row)]
  const indexes = Array.from(fills?.time ?? [], (_, i) => i).filter((i) => {
    const time = fills?.time?.[i] as number
    return time > from && time <= to
  })
  return indexes.slice(0, 3).map((i) => {
    const quantity = fills?.quantity?.[i] as number
    return `${quantity > 0 ? 'bought' : 'sold'} ${whole(Math.abs(quantity))} at ${price(fills?.price?.[i] as number)}`
  })
}

function at(rows: Columns, name: string, row: number): number {
  return rows[name]?.[row] ?? Number.NaN
}

/** Daily rows need no hour. */
function when(rows: Columns, row: number): string {
  const times = rows.time ?? new Float64Array()
  const time = times[row] as number
  const intraday = times.length > 1 && ((times.at(-1) as number) - (times[0] as number)) / times.length < 20 * 3_600_000
  return intraday ? minute(time) : date(time)
}
