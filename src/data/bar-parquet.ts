// Bars in Parquet, laid out for other tools too: open_time and close_time as UTC timestamps, prices and volume as DOUBLE.

import type { BarColumns, QuoteColumns } from '../model/bar.js'
import type { EpochMs } from '../model/time.js'
import { assert } from '../std/assert.js'
import { BenchError } from '../std/errors.js'
import { allocateColumns, columnNames } from './columns.js'
import { appendDoubles, type Connection, type DoublesBatch, readDoubles, sqlFiles, sqlText } from './duckdb.js'
import { allocateQuotes, quoteNames } from './quote-columns.js'

/** Bars that open at or after `from` and before `to`. */
export interface TimeRange {
  readonly from?: EpochMs | undefined
  readonly to?: EpochMs | undefined
}

/** Writes the columns to one file, in their order; quotes, where there are any, beside them, a missing side as NULL. */
export async function writeBars(
  connection: Connection,
  columns: BarColumns,
  file: string,
  quotes: QuoteColumns | null = null,
): Promise<void> {
  const quoteColumns = quotes === null ? [] : quoteNames
  const names = [...columnNames, ...quoteColumns]
  await connection.run(`CREATE OR REPLACE TEMP TABLE bars (${names.map((name) => `${name} DOUBLE NOT NULL`).join(', ')})`)
  const arrays = [...columnNames.map((name) => columns[name]), ...(quotes === null ? [] : quoteNames.map((name) => quotes[name]))]
  await appendDoubles(connection, 'bars', arrays)
  const time = (name: string) => `make_timestamptz(${name}::BIGINT * 1000)`
  const stored = [
    `${time('openTime')} AS open_time`,
    `${time('closeTime')} AS close_time`,
    'open, high, low, close, volume',
    ...quoteColumns.map((name) => `CASE WHEN NOT isnan(${name}) THEN ${name} END AS ${storedName(name)}`),
  ]
  await connection.run(`COPY (SELECT ${stored.join(', ')} FROM bars) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`)
  await connection.run('DROP TABLE bars')
}

/** `bidOpen` → `bid_open` */
function storedName(name: string): string {
  return name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`)
}

/** The bid and ask columns of the files of one series, NaN where a side is missing; null where they have none. */
export async function readQuotes(connection: Connection, files: readonly string[], range: TimeRange = {}): Promise<QuoteColumns | null> {
  const source = `FROM read_parquet(${sqlFiles(files)}, hive_partitioning = false)`
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * ${source}`)
  const stored = new Set(described.getRowsJson().map(([name]) => String(name)))
  if (!quoteNames.every((name) => stored.has(storedName(name)))) return null
  const from = `${source} ${rangeCondition(range)}`
  const quotes = allocateQuotes(await countRows(connection, from))
  let row = 0
  const select = quoteNames.map((name) => `coalesce(${storedName(name)}, 'nan'::DOUBLE)`).join(', ')
  for await (const batch of readDoubles(connection, `SELECT ${select} ${from}`)) {
    for (const [index, name] of quoteNames.entries()) quotes[name].set(batch.columns[index] as Float64Array, row)
    row += batch.rows
  }
  assert(row === quotes.length, `the query yields the ${quotes.length} rows that it counted, got ${row}`)
  return quotes
}

/** Reads the files one after the other; together they hold one series in the order of time. A missing value is `CATALOG_DAMAGED`. */
export async function readBars(connection: Connection, files: readonly string[], range: TimeRange = {}): Promise<BarColumns> {
  const from = `FROM read_parquet(${sqlFiles(files)}, hive_partitioning = false) ${rangeCondition(range)}`
  const columns = allocateColumns(await countRows(connection, from))
  const targets = columnNames.map((name) => columns[name])
  let row = 0
  const select = 'epoch_ms(open_time)::DOUBLE, epoch_ms(close_time)::DOUBLE, open, high, low, close, volume'
  for await (const batch of readDoubles(connection, `SELECT ${select} ${from}`)) {
    for (const [column, values] of batch.columns.entries()) (targets[column] as Float64Array).set(values, row)
    refuseNulls(batch, row)
    row += batch.rows
  }
  assert(row === columns.length, `the query yields the ${columns.length} rows that it counted, got ${row}`)
  return columns
}

function rangeCondition({ from, to }: TimeRange): string {
  const at = (time: EpochMs) => `make_timestamp_ms(${Math.ceil(time)}) AT TIME ZONE 'UTC'`
  const conditions: string[] = []
  if (from !== undefined) conditions.push(`open_time >= ${at(from)}`)
  if (to !== undefined) conditions.push(`open_time < ${at(to)}`)
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
}

async function countRows(connection: Connection, from: string): Promise<number> {
  const { value } = await readDoubles(connection, `SELECT count(*)::DOUBLE ${from}`).next()
  assert(value !== undefined, 'a count has a row')
  return value.columns[0]?.[0] as number
}

function refuseNulls({ columns, rows, isNull }: DoublesBatch, firstRow: number): void {
  if (isNull === null) return
  for (let row = 0; row < rows; row++) {
    const column = columns.findIndex((_, index) => isNull(index, row))
    if (column < 0) continue
    throw new BenchError(
      'CATALOG_DAMAGED',
      `row ${firstRow + row}: ${columnNames[column]} has no value`,
      'import the data again from its source',
    )
  }
}
