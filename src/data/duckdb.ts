// DuckDB in the process, loaded only when something is read or written: it costs tens of milliseconds to load.

import { createRequire } from 'node:module'
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { assert } from '../std/assert.js'

export type Connection = DuckDBConnection

/** DuckDB's own settings, by their names. */
export type DuckDbSettings = Readonly<Record<string, string>>

/** A database that stays open until `close`. */
export interface OpenDuckDb {
  readonly connection: Connection
  close(): void
}

/**
 * Runs `use` with a connection to an empty database in memory, then closes it. One thread, so that rows keep their order from file to reader and
 * from table to file; on small files it is also the quickest. Extensions are never downloaded. `settings` come on top of that.
 */
export async function withDuckDb<Result>(use: (connection: Connection) => Promise<Result>, settings: DuckDbSettings = {}): Promise<Result> {
  const database = await openDuckDb(settings)
  try {
    return await use(database.connection)
  } finally {
    database.close()
  }
}

/** The same for whoever must hold it longer than one call; in a file of its own where one is named. */
export async function openDuckDb(settings: DuckDbSettings = {}, file = ':memory:'): Promise<OpenDuckDb> {
  const { DuckDBInstance } = loadDuckDb()
  const database = await DuckDBInstance.create(file, {
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...settings,
  })
  try {
    const connection = await database.connect()
    return {
      connection,
      close: () => {
        connection.closeSync()
        database.closeSync()
      },
    }
  } catch (error) {
    database.closeSync()
    throw error
  }
}

/** A batch of rows, one array a column. The arrays are the database's memory: copy what you keep before you ask for the next batch. */
export interface DoublesBatch {
  readonly columns: readonly Float64Array[]
  readonly rows: number
  /** Tells where a value is NULL (its number is undefined then); null when no value in the batch is. */
  readonly isNull: ((column: number, row: number) => boolean) | null
}

/** Streams the rows of a query whose columns are all DOUBLE. Reads vectors without a value object in between: several million rows a second. */
export async function* readDoubles(connection: Connection, sql: string): AsyncGenerator<DoublesBatch> {
  const bindings = (await import('@duckdb/node-bindings')).default
  const result = await connection.stream(sql)
  for (let column = 0; column < result.columnCount; column++) {
    assert(String(result.columnType(column)) === 'DOUBLE', `column ${result.columnName(column)} is DOUBLE`)
  }
  for (;;) {
    const chunk = (await result.fetchChunk())?.chunk
    const rows = chunk === undefined ? 0 : bindings.data_chunk_get_size(chunk)
    if (chunk === undefined || rows === 0) return
    const vectors = Array.from({ length: result.columnCount }, (_, column) => bindings.data_chunk_get_vector(chunk, column))
    const columns = vectors.map((vector) => doubles(bindings.vector_get_data(vector, rows * 8)))
    // Declared as always there, but absent from a vector without NULLs.
    const masks = vectors.map((vector) => bindings.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null)
    const isNull = (column: number, row: number) => !bindings.validity_row_is_valid(masks[column] ?? null, row)
    yield { columns, rows, isNull: masks.some((mask) => mask !== null) ? isNull : null }
  }
}

/** Appends parallel arrays to a table whose columns are all DOUBLE. */
export async function appendDoubles(connection: Connection, table: string, columns: readonly Float64Array[]): Promise<void> {
  const chunk = emptyChunk(columns.length)
  const bindings = (await import('@duckdb/node-bindings')).default
  const appender = await connection.createAppender(table)
  const length = columns[0]?.length ?? 0
  const vectorRows = bindings.vector_size()
  for (let start = 0; start < length; start += vectorRows) {
    const rows = Math.min(vectorRows, length - start)
    chunk.reset()
    chunk.rowCount = rows
    for (const [index, column] of columns.entries()) {
      const vector = bindings.data_chunk_get_vector(chunk.chunk, index)
      bindings.copy_data_to_vector(vector, 0, column.buffer as ArrayBuffer, column.byteOffset + start * 8, rows * 8)
    }
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

/** By `require`: an import first reads all its two hundred files for the names that they export, and takes three times as long. */
function loadDuckDb(): typeof import('@duckdb/node-api') {
  return createRequire(import.meta.url)('@duckdb/node-api')
}

/** By their number of columns. */
const chunks = new Map<number, DuckDBDataChunk>()

/** One chunk is filled again and again: only the garbage collector frees it, which does not know how much memory it holds. */
function emptyChunk(columns: number): DuckDBDataChunk {
  const known = chunks.get(columns)
  if (known !== undefined) return known
  const { DuckDBDataChunk, DOUBLE } = loadDuckDb()
  const chunk = DuckDBDataChunk.create(Array.from({ length: columns }, () => DOUBLE))
  chunks.set(columns, chunk)
  return chunk
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A column name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** File paths as an SQL list for a reader; `*`, `?` and `[` in them stand for themselves. */
export function sqlFiles(files: readonly string[]): string {
  return `[${files.map((file) => sqlText(file.replaceAll(/[*?[]/g, (sign) => `[${sign}]`))).join(', ')}]`
}

function doubles(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
}
