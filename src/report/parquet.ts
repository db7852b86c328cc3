// Rows of objects as Parquet files that other tools read: times as UTC timestamps, absent values as NULL.

import type { DuckDBAppender } from '@duckdb/node-api'
import { appendDoubles, type Connection, sqlName, sqlText } from '../data/duckdb.js'

/** One column: its name, what it holds, and how it is read off a row. A time is epoch ms. */
export type TableColumn<Row> =
  | { readonly name: string; readonly kind: 'time' | 'double' | 'integer'; readonly read: (row: Row) => number | null }
  | { readonly name: string; readonly kind: 'text'; readonly read: (row: Row) => string | null }
  | { readonly name: string; readonly kind: 'flag'; readonly read: (row: Row) => boolean | null }

type Kind = TableColumn<unknown>['kind']

/** Writes the rows in their order. */
export async function writeRows<Row>(
  connection: Connection,
  file: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE rows (${columns.map(({ name, kind }) => `${sqlName(name)} ${stored[kind]}`).join(', ')})`,
  )
  const appender = await connection.createAppender('rows')
  for (const row of rows) {
    for (const column of columns) appendCell(appender, column, row)
    appender.endRow()
  }
  appender.closeSync()
  await copyOut(connection, file, columns)
}

/** Writes parallel arrays of doubles, such as a curve; a fast path for millions of rows. */
export async function writeColumns(
  connection: Connection,
  file: string,
  columns: readonly { readonly name: string; readonly kind: 'time' | 'double'; readonly values: Float64Array }[],
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE rows (${columns.map(({ name }) => `${sqlName(name)} DOUBLE`).join(', ')})`)
  await appendDoubles(
    connection,
    'rows',
    columns.map(({ values }) => values),
  )
  await copyOut(connection, file, columns)
}

const stored: Record<Kind, string> = { time: 'DOUBLE', double: 'DOUBLE', integer: 'BIGINT', text: 'VARCHAR', flag: 'BOOLEAN' }

function appendCell<Row>(appender: DuckDBAppender, column: TableColumn<Row>, row: Row): void {
  const value = column.read(row)
  if (value === null) appender.appendNull()
  else if (typeof value === 'string') appender.appendVarchar(value)
  else if (typeof value === 'boolean') appender.appendBoolean(value)
  else if (column.kind === 'integer') appender.appendBigInt(BigInt(value))
  else appender.appendDouble(value)
}

async function copyOut(
  connection: Connection,
  file: string,
  columns: readonly { readonly name: string; readonly kind: Kind }[],
): Promise<void> {
  const selected = columns.map(({ name, kind }) =>
    kind === 'time' ? `make_timestamp_ms(${sqlName(name)}::BIGINT) AT TIME ZONE 'UTC' AS ${sqlName(name)}` : sqlName(name),
  )
  await connection.run(`COPY (SELECT ${selected.join(', ')} FROM rows) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`)
  await connection.run('DROP TABLE rows')
}
