// Runs one query that only reads, and streams its rows.

import { type DuckDBPreparedStatement, type DuckDBResult, type DuckDBType, StatementType } from '@duckdb/node-api'
import { type Connection, sqlText } from '../../data/duckdb.js'
import { BenchError } from '../../std/errors.js'
import { type PlainValue, plainValue } from './plain-value.js'
import type { SqlDatabase } from './sql-database.js'
import { sqlFailure } from './sql-failure.js'

export interface QueryColumn {
  /** Unique: a second `close` is `close:1`. */
  readonly name: string
  /** DuckDB's name of the type, such as `DOUBLE`. */
  readonly type: string
}

export interface QueryRows {
  readonly columns: readonly QueryColumn[]
  /** Batches of rows, made as they are asked for. They can be read once. */
  readonly batches: AsyncIterable<readonly (readonly PlainValue[])[]>
}

/** `BAD_SQL` with the line and what was meant, also for a statement that would write or change anything. */
export async function query(database: SqlDatabase, sql: string): Promise<QueryRows> {
  return explained(database, async () => {
    const result = await (await prepareReading(database.connection, sql)).stream()
    const names = result.deduplicatedColumnNames()
    const columns = names.map((name, index) => ({ name, type: typeName(result.columnType(index)) }))
    return { columns, batches: rowBatches(database, result) }
  })
}

/** Writes the rows to the database's `outFile` and returns their number. */
export async function queryInto(database: SqlDatabase, sql: string, file: string, format: 'csv' | 'parquet'): Promise<number> {
  return explained(database, async () => {
    const { connection } = database
    await prepareReading(connection, sql)
    const how = format === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet, COMPRESSION zstd'
    return (await connection.run(`COPY (FROM query(${sqlText(sql)})) TO ${sqlText(file)} (${how}, USE_TMP_FILE false)`)).rowsChanged
  })
}

/**
 * Makes the one query of a text ready, or refuses it. A statement can be prepared once, and in order: a PIVOT is two inside, the first of which makes
 * a type of what it finds.
 */
async function prepareReading(connection: Connection, sql: string): Promise<DuckDBPreparedStatement> {
  if (isEmpty(sql)) throw refused('there is no query', "write one: bench sql 'FROM runs'")
  const statements = await connection.extractStatements(sql)
  if (statements.count > 1 && !(await isPivot(connection, sql)))
    throw refused(`${statements.count} statements where one is run`, 'ask one after the other')
  for (let index = 0; index < statements.count - 1; index++) {
    const leading = await statements.prepare(index)
    if (leading.statementType !== StatementType.CREATE) throw refused(onlyQueries, readOnly)
    await leading.run()
  }
  const last = await statements.prepare(statements.count - 1)
  if (last.statementType === StatementType.EXPLAIN) await refuseOtherThanSelect(connection, sql)
  else if (last.statementType !== StatementType.SELECT) throw refused(onlyQueries, readOnly)
  return last
}

/**
 * Whether the first statement is one that DuckDB puts in front of a PIVOT by itself. That stays in front of an EXPLAIN too, where a statement that was
 * written is what is explained.
 */
async function isPivot(connection: Connection, sql: string): Promise<boolean> {
  const explained = await connection.extractStatements(`EXPLAIN ${sql}`).catch(() => null)
  return explained !== null && (await explained.prepare(0)).statementType !== StatementType.EXPLAIN
}

const onlyQueries = 'only queries are run: SELECT, FROM, WITH, PIVOT, DESCRIBE, SUMMARIZE, SHOW'
const readOnly = 'the data is read-only here; bench data has verbs that change it'

/** EXPLAIN ANALYZE runs what it explains. */
async function refuseOtherThanSelect(connection: Connection, sql: string): Promise<void> {
  const inner = await connection.extractStatements(sql.replace(/^\s*explain\s+(analyze\s+)?/i, ''))
  const isSelect = inner.count === 1 && (await inner.prepare(0)).statementType === StatementType.SELECT
  if (!isSelect) throw refused('only a query is explained', 'write EXPLAIN SELECT …')
}

async function* rowBatches(database: SqlDatabase, result: DuckDBResult): AsyncGenerator<PlainValue[][]> {
  const types = result.columnTypes()
  for (;;) {
    const chunk = await explained(database, () => result.fetchChunk())
    if (chunk === null || chunk.rowCount === 0) return
    yield chunk.getRows().map((row) => row.map((value, column) => plainValue(value, types[column]!)))
  }
}

async function explained<Result>({ views }: SqlDatabase, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof BenchError ? error : sqlFailure(error as Error, views)
  }
}

/** Whether nothing is left without comments, blanks and semicolons. */
function isEmpty(sql: string): boolean {
  return sql.replaceAll(/--.*$|\/\*[\s\S]*?\*\//gm, '').replaceAll(/[\s;]/g, '') === ''
}

function typeName(type: DuckDBType): string {
  return type.alias ?? String(type)
}

function refused(message: string, hint: string): BenchError {
  return new BenchError('BAD_SQL', message, hint)
}
