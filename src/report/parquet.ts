// Rows of objects as Parquet files that other tools read: times as UTC timestamps, absent values as NULL.

import { appendDoubles, type Connection, sqlName, sqlText } from '../data/duckdb.js'
import { assert } from '../std/assert.js'

/** One column: its name, what it holds, and how it is read off a row. A time is epoch ms. */
export type TableColumn<Row> =
  | { readonly name: string; readonly kind: 'time' | 'double' | 'integer'; readonly read: (row: Row) => number | null }
  | { readonly name: string; readonly kind: 'text'; readonly read: (row: Row) => string | null }
  | { readonly name: string; readonly kind: 'flag'; readonly read: (row: Row) => boolean | null }

export type Kind = TableColumn<unknown>['kind']

/** Writes the rows in their order. A NaN is written as NULL. */
export async function writeRows<Row>(
  connection: Connection,
  file: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const laid = columns.map((column) => laidOut(column, rows))
  const doubles = laid.map(({ values }, index) => ({ name: `c${index}`, values })).filter(({ values }) => values !== null)
  const texts = laid.map(({ texts }, index) => ({ name: `c${index}`, texts })).filter(({ texts }) => texts !== null)
  await connection.run(`CREATE OR REPLACE TEMP TABLE doubles (row DOUBLE${doubles.map(({ name }) => `, ${name} DOUBLE`).join('')})`)
  await appendDoubles(connection, 'doubles', [rows.map((_, row) => row), ...doubles.map(({ values }) => values)].map(asColumn))
  await connection.run(`CREATE OR REPLACE TEMP TABLE texts (row DOUBLE${texts.map(({ name }) => `, ${name} VARCHAR`).join('')})`)
  if (texts.length > 0) {
    await appendTexts(
      connection,
      texts.map((one) => one.texts as readonly (string | null)[]),
      rows.length,
    )
  }
  const source = texts.length > 0 ? 'doubles POSITIONAL JOIN texts' : 'doubles'
  const selected = columns.map(({ name, kind }, index) => `${storedCell(`c${index}`, kind, laid[index] as LaidOut)} AS ${sqlName(name)}`)
  await connection.run(`COPY (SELECT ${selected.join(', ')} FROM ${source}) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`)
  await connection.run('DROP TABLE doubles; DROP TABLE texts')
}

/** A column on its way: as doubles, where a text is its place in `words`; or as texts where they are too many. */
interface LaidOut {
  readonly values: Float64Array | null
  readonly words: readonly string[]
  readonly texts: readonly (string | null)[] | null
}

/** More texts than these are appended one by one, which costs a hundred times what a double does. */
const MOST_WORDS = 200

function laidOut<Row>(column: TableColumn<Row>, rows: readonly Row[]): LaidOut {
  if (column.kind !== 'text')
    return { values: Float64Array.from(rows, (row) => asNumber(column.kind, column.read(row))), words: [], texts: null }
  const codes = new Map<string, number>()
  const values = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const text = column.read(rows[i] as Row)
    if (text !== null && !codes.has(text)) codes.set(text, codes.size + 1)
    if (codes.size > MOST_WORDS) return { values: null, words: [], texts: rows.map(column.read) }
    values[i] = text === null ? Number.NaN : (codes.get(text) as number)
  }
  return { values, words: [...codes.keys()], texts: null }
}

function asNumber(kind: Kind, value: number | boolean | null): number {
  if (value === null) return Number.NaN
  assert(kind !== 'integer' || Number.isSafeInteger(value), `${value} is a whole number`)
  return Number(value)
}

async function appendTexts(connection: Connection, columns: readonly (readonly (string | null)[])[], rows: number): Promise<void> {
  const appender = await connection.createAppender('texts')
  for (let row = 0; row < rows; row++) {
    appender.appendDouble(row)
    for (const texts of columns) {
      const text = texts[row] ?? null
      if (text === null) appender.appendNull()
      else appender.appendVarchar(text)
    }
    appender.endRow()
  }
  appender.closeSync()
}

function asColumn(values: Float64Array | readonly number[] | null): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values ?? [])
}

/** The SQL of a cell as it is stored. */
function storedCell(name: string, kind: Kind, { texts, words }: LaidOut): string {
  if (texts !== null) return `texts.${name}`
  const value = `CASE WHEN isnan(doubles.${name}) THEN NULL ELSE doubles.${name} END`
  switch (kind) {
    case 'double':
      return value
    case 'time':
      return `make_timestamp_ms((${value})::BIGINT) AT TIME ZONE 'UTC'`
    case 'integer':
      return `(${value})::BIGINT`
    case 'flag':
      return `(${value})::BOOLEAN`
    case 'text':
      return words.length === 0 ? 'NULL::VARCHAR' : `([${words.map(sqlText).join(', ')}])[(${value})::INTEGER]`
  }
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
