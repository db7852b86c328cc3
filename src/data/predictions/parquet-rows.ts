// Opens a Parquet file of predictions through DuckDB. Its cells are read as the texts that they would be in a CSV, so both give the same predictions.

import { BenchError } from '../../std/errors.js'
import { type Connection, sqlFiles, sqlName } from '../duckdb.js'
import type { Table } from '../import/layout/table.js'
import type { ByteSource } from '../import/sources/byte-source.js'
import type { PredictionRow, PredictionRows } from './prediction-rows.js'

/** The rows can be read while the connection is open. A 32-bit 0.7 is the text 0.7, and not 0.699999988. */
export async function parquetRows(connection: Connection, { path, name }: ByteSource): Promise<PredictionRows> {
  const file = `read_parquet(${sqlFiles([path])}, hive_partitioning = false)`
  const columns = await describe(connection, file, path)
  const sql = `SELECT ${columns.map(textOf).join(', ')} FROM ${file}`
  const first: PredictionRow[] = []
  for await (const row of readTexts(connection, `${sql} LIMIT ${sampleRows}`)) first.push(row)
  const sample = { name, path, lines: [], allLines: async function* () {} }
  const table: Table = {
    sample,
    delimiter: ',',
    preamble: [],
    header: columns.map((column) => column.name),
    rows: first.map(({ cells }) => cells),
    skipLines: 0,
  }
  return { table, unit: 'row', rows: () => readTexts(connection, sql) }
}

const sampleRows = 1_000

interface Column {
  readonly name: string
  readonly type: string
}

async function describe(connection: Connection, file: string, path: string): Promise<Column[]> {
  try {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${file}`)
    return reader.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }))
  } catch (cause) {
    const [reason] = (cause as Error).message.split('\n')
    throw new BenchError('BAD_DATA', `${path}: not a Parquet file that can be read: ${reason}`, 'is it whole, and is it Parquet?', {
      cause,
    })
  }
}

/** Of a time with a zone the UTC time and a Z: DuckDB would write it in the zone of the machine. */
function textOf({ name, type }: Column): string {
  const column = sqlName(name)
  const text = type === 'TIMESTAMP WITH TIME ZONE' ? `make_timestamp(epoch_us(${column}))::VARCHAR || 'Z'` : `${column}::VARCHAR`
  return `coalesce(trim(${text}), '')`
}

async function* readTexts(connection: Connection, sql: string): AsyncGenerator<PredictionRow> {
  const result = await connection.stream(sql)
  let line = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk === undefined || chunk.rowCount === 0) return
    for (const cells of chunk.getRows()) yield { line: ++line, cells: cells as unknown as readonly string[], width: cells.length }
  }
}
