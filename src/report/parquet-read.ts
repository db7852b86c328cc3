// Parquet files of a run back as rows: most cells come as doubles, several million a second; only long texts come one by one.

import { type Connection, readDoubles, sqlFiles, sqlName, sqlText } from '../data/duckdb.js'
import type { Kind } from './parquet.js'

/** A value as it was stored; a time is epoch ms. */
export type Cell = number | string | boolean | null

interface Column {
  readonly name: string
  readonly kind: Kind
}

/** Reads rows of these columns in their order. A column that the file does not have is null throughout: older files have fewer. */
export async function readRows(connection: Connection, file: string, columns: readonly Column[]): Promise<Record<string, Cell>[]> {
  const source = sourceOf(file)
  const present = await presentIn(connection, source, columns)
  const words = await wordsOf(connection, source, present)
  const coded = present.filter(({ name, kind }) => kind !== 'text' || words.has(name))
  const spelt = present.filter(({ name, kind }) => kind === 'text' && !words.has(name))
  const cells = new Map<string, readonly Cell[]>([
    ...(await codedCells(connection, source, coded, words)),
    ...(await speltCells(connection, source, spelt)),
  ])
  const [first] = cells.values()
  return Array.from({ length: first?.length ?? 0 }, (_, row) => {
    const made: Record<string, Cell> = {}
    for (const { name } of columns) made[name] = cells.get(name)?.[row] ?? null
    return made
  })
}

/** Reads a file of times and doubles: one array a column, in the order of the names. */
export async function readColumns(
  connection: Connection,
  file: string,
  columns: readonly { readonly name: string; readonly kind: 'time' | 'double' }[],
): Promise<Float64Array[]> {
  const parts: Float64Array[][] = columns.map(() => [])
  const selected = columns.map(({ name, kind }) => asDouble[kind](sqlName(name)))
  for await (const batch of readDoubles(connection, `SELECT ${selected.join(', ')} FROM ${sourceOf(file)}`)) {
    // The batch is the database's memory.
    for (const [index, values] of batch.columns.entries()) parts[index]?.push(values.slice())
  }
  return parts.map(joined)
}

function sourceOf(file: string): string {
  return `read_parquet(${sqlFiles([file])}, hive_partitioning = false)`
}

async function presentIn(connection: Connection, source: string, columns: readonly Column[]): Promise<Column[]> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)
  const names = new Set(described.getRowObjectsJS().map((row) => row.column_name))
  return columns.filter(({ name }) => names.has(name))
}

/** More than these in a column are read one by one. */
const MOST_WORDS = 200

/** The texts of columns that have few, by column. */
async function wordsOf(connection: Connection, source: string, columns: readonly Column[]): Promise<Map<string, readonly string[]>> {
  const texts = columns.filter(({ kind }) => kind === 'text').map(({ name }) => name)
  if (texts.length === 0) return new Map()
  const counts = await connection.runAndReadAll(
    `SELECT ${texts.map((name) => `count(DISTINCT ${sqlName(name)})::DOUBLE`).join(', ')} FROM ${source}`,
  )
  const [row = []] = counts.getRowsJS()
  const words = new Map<string, readonly string[]>()
  for (const name of texts.filter((_, index) => Number(row[index]) <= MOST_WORDS)) {
    const found = await connection.runAndReadAll(`SELECT DISTINCT ${sqlName(name)} FROM ${source} WHERE ${sqlName(name)} IS NOT NULL`)
    words.set(
      name,
      found.getRowsJS().map(([word]) => String(word)),
    )
  }
  return words
}

async function codedCells(
  connection: Connection,
  source: string,
  columns: readonly Column[],
  words: ReadonlyMap<string, readonly string[]>,
): Promise<[string, Cell[]][]> {
  if (columns.length === 0) return []
  const cells: Cell[][] = columns.map(() => [])
  const selected = columns.map(({ name, kind }) =>
    kind === 'text' ? codeOf(sqlName(name), words.get(name) ?? []) : asDouble[kind](sqlName(name)),
  )
  for await (const { columns: values, rows, isNull } of readDoubles(connection, `SELECT ${selected.join(', ')} FROM ${source}`)) {
    for (const [index, column] of columns.entries()) {
      const read = cellReader(column.kind, words.get(column.name) ?? [])
      const [from, to] = [values[index] as Float64Array, cells[index] as Cell[]]
      for (let row = 0; row < rows; row++) to.push(isNull?.(index, row) ? null : read(from[row] as number))
    }
  }
  return columns.map(({ name }, index) => [name, cells[index] as Cell[]])
}

async function speltCells(connection: Connection, source: string, columns: readonly Column[]): Promise<[string, Cell[]][]> {
  if (columns.length === 0) return []
  const read = await connection.runAndReadAll(`SELECT ${columns.map(({ name }) => sqlName(name)).join(', ')} FROM ${source}`)
  const values = read.getColumnsJS()
  return columns.map(({ name }, index) => [name, (values[index] ?? []) as Cell[]])
}

function codeOf(name: string, words: readonly string[]): string {
  return words.length === 0 ? 'NULL::DOUBLE' : `list_position([${words.map(sqlText).join(', ')}], ${name})::DOUBLE`
}

function cellReader(kind: Kind, words: readonly string[]): (value: number) => Cell {
  if (kind === 'text') return (code) => words[code - 1] ?? null
  return kind === 'flag' ? (value) => value === 1 : (value) => value
}

const asDouble: Record<Exclude<Kind, 'text'>, (name: string) => string> = {
  time: (name) => `epoch_ms(${name})::DOUBLE`,
  double: (name) => name,
  integer: (name) => `${name}::DOUBLE`,
  flag: (name) => `${name}::INTEGER::DOUBLE`,
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
