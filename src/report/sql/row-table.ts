// Rows of objects as a table of the database in memory.

import { type Connection, sqlName, sqlText } from '../../data/duckdb.js'

/** One column: its SQL type, and how it is read off a row. A time is epoch ms; JSON is any value. */
export type RowColumn<Row> =
  | { readonly name: string; readonly type: 'VARCHAR'; readonly read: (row: Row) => string | null }
  | { readonly name: string; readonly type: 'BIGINT' | 'DOUBLE' | 'TIMESTAMPTZ'; readonly read: (row: Row) => number | null }
  | { readonly name: string; readonly type: 'BOOLEAN'; readonly read: (row: Row) => boolean | null }
  | { readonly name: string; readonly type: 'JSON'; readonly read: (row: Row) => unknown }

/** Makes the table, with no rows where there are none. */
export async function addRows<Row>(
  connection: Connection,
  table: string,
  columns: readonly RowColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  await connection.run(`CREATE TABLE ${sqlName(table)} (${columns.map(({ name, type }) => `${sqlName(name)} ${type}`).join(', ')})`)
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const values = rows.slice(start, start + rowsPerInsert).map((row) => `(${columns.map((column) => literal(column, row)).join(', ')})`)
    await connection.run(`INSERT INTO ${sqlName(table)} VALUES ${values.join(', ')}`)
  }
}

const rowsPerInsert = 200

function literal<Row>(column: RowColumn<Row>, row: Row): string {
  const value = column.read(row)
  if (value === null || value === undefined) return 'NULL'
  if (column.type === 'JSON') return sqlText(JSON.stringify(value))
  if (column.type === 'TIMESTAMPTZ') return `make_timestamp_ms(${value}) AT TIME ZONE 'UTC'`
  if (column.type === 'DOUBLE') return `${value}::DOUBLE`
  return typeof value === 'string' ? sqlText(value) : String(value)
}
