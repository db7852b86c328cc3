// Results as data frames: tables of arquero, which is loaded when the first one is asked for. Times are dates, columns are in snake case as in Parquet.

import type { ColumnTable } from 'arquero'
import { columnNames } from '../data/columns.js'
import type { LoadedBars } from '../data/loaded-bars.js'
import type { BarSeries } from '../model/bar.js'
import type { RunResult } from '../model/run.js'
import type { TableColumn } from '../report/parquet.js'
import { fillColumns, orderColumns, storedOrders, tradeColumns } from '../report/run-tables.js'

/** One row for each round trip. */
export function tradesTable({ roundTrips }: Pick<RunResult, 'roundTrips'>): Promise<ColumnTable> {
  return rowsTable(tradeColumns, roundTrips)
}

/** One row for each fill, with the rule that made it and where its price came from. */
export function fillsTable({ fills }: Pick<RunResult, 'fills'>): Promise<ColumnTable> {
  return rowsTable(fillColumns, fills)
}

/** One row for each order, as it stood at the end of the run. */
export function ordersTable(result: RunResult): Promise<ColumnTable> {
  return rowsTable(orderColumns, storedOrders(result))
}

/** The account at the close of each bar: equity, cash and gross exposure, in the run's currency. */
export function equityTable({ equity }: Pick<RunResult, 'equity'>): Promise<ColumnTable> {
  const { time, equity: value, cash, grossExposure } = equity
  return columnsTable({ time: dates(time), equity: value, cash, gross_exposure: grossExposure })
}

/** The bars of one series or of several, one under the other, with the id of each one's instrument. */
export function barsTable(bars: LoadedBars | BarSeries | readonly BarSeries[]): Promise<ColumnTable> {
  const series = 'series' in bars ? bars.series : 'columns' in bars ? [bars] : bars
  const rows = series.reduce((sum, { columns }) => sum + columns.length, 0)
  const joined = (name: (typeof columnNames)[number]): Float64Array => {
    const whole = new Float64Array(rows)
    let at = 0
    for (const { columns } of series) {
      whole.set(columns[name], at)
      at += columns.length
    }
    return whole
  }
  const instrument = series.flatMap(({ instrument: { id }, columns }) => new Array<string>(columns.length).fill(id))
  const [openTime, closeTime, ...numbers] = columnNames
  return columnsTable({
    instrument,
    open_time: dates(joined(openTime)),
    close_time: dates(joined(closeTime)),
    ...Object.fromEntries(numbers.map((name) => [name, joined(name)])),
  })
}

function rowsTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): Promise<ColumnTable> {
  return columnsTable(
    Object.fromEntries(
      columns.map(({ name, kind, read }) => {
        const values = rows.map((row) => read(row))
        return [name, kind === 'time' ? dates(values as (number | null)[]) : values]
      }),
    ),
  )
}

function dates(times: ArrayLike<number | null>): (Date | null)[] {
  return Array.from(times, (time) => (time === null ? null : new Date(time)))
}

async function columnsTable(columns: Readonly<Record<string, ArrayLike<unknown>>>): Promise<ColumnTable> {
  const { table } = await import('arquero')
  return table(columns as Record<string, unknown[]>)
}
