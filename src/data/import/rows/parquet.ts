// Reads a Parquet file with named columns as a part of a series, through DuckDB: sound rows come out, faulty ones go to the list with their row.

import { BenchError } from '../../../std/errors.js'
import { type Connection, type DoublesBatch, readDoubles, sqlFiles, sqlName, sqlText } from '../../duckdb.js'
import type { Draft } from '../layout/dialects/dialect.js'
import { plain } from '../layout/dialects/plain.js'
import type { Layout } from '../layout/layout.js'
import { settleLayout } from '../layout/settle-layout.js'
import type { ImportOptions } from '../options.js'
import type { ByteSource } from '../sources/byte-source.js'
import type { FaultList } from './faults.js'
import type { Part } from './part.js'
import type { RowTarget } from './read-rows.js'
import { type PriceColumns, RowBatch, type TimeKind } from './row-batch.js'
import { type RowId, rowId } from './row-id.js'

/** Describes the file's columns, found by their names as those of a plain CSV and by `--map`; its rows are read while the connection is open. */
export async function parquetPart(connection: Connection, source: ByteSource, options: ImportOptions): Promise<Part> {
  const table = `read_parquet(${sqlFiles([source.path])}, hive_partitioning = false)`
  const types = await describeColumns(connection, table, source.path)
  const layout = await columnLayout([...types.keys()], source, options)
  const columns = { types, layout, path: source.path }
  const query = { table, time: timeColumn(columns), numbers: numberColumns(columns), symbol: nameAt(layout, layout.places.symbol) }
  return { source, layout, unit: 'row', open: (target) => ({ batches: batches(connection, query, target), notes: [] }) }
}

/** How the rows of a file are asked for. */
interface RowQuery {
  readonly table: string
  readonly time: TimeColumn
  readonly numbers: readonly NumberColumn[]
  /** The column that names the instrument of a row. */
  readonly symbol: string | null
}

async function describeColumns(connection: Connection, source: string, shownName: string): Promise<Map<string, string>> {
  try {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)
    return new Map(reader.getRowsJson().map(([name, type]) => [String(name), String(type)]))
  } catch (cause) {
    const [reason] = (cause as Error).message.split('\n')
    throw new BenchError('BAD_DATA', `${shownName}: not a Parquet file that can be read: ${reason}`, 'is it whole, and is it Parquet?', {
      cause,
    })
  }
}

/** The layout of a header without rows: what only text leaves open is not asked. */
async function columnLayout(names: readonly string[], { name, path }: ByteSource, options: ImportOptions): Promise<Layout> {
  const sample = { name, path, lines: [], allLines: async function* () {} }
  const table = { sample, delimiter: ',', preamble: [], header: names, rows: [], skipLines: 0 } as const
  const dialect = { ...plain, id: 'parquet', label: 'Parquet' }
  const draft: Draft = { ...plain.read(table, true, options), time: { kind: 'epoch', unit: 'ms' }, stamp: 'start' }
  const layout = await settleLayout(table, dialect, draft, options, [])
  if (layout.places.time.length === 1) return layout
  const [date, clock] = layout.places.time.map((place) => names[place])
  const message = `${path}: two columns of times in the header: ${date} and ${clock}`
  throw new BenchError('BAD_DATA', message, `store date and time in one column; or say which it is: --map ${date}=time`)
}

/** A Parquet file's columns: their types, and what they hold. */
interface TypedColumns {
  readonly types: ReadonlyMap<string, string>
  readonly layout: Layout
  readonly path: string
}

function nameAt({ names }: Layout, place: number | null): string | null {
  return place === null ? null : (names[place] as string)
}

interface TimeColumn {
  /** SQL expressions: epoch ms, NaN for a time that is none or lies between two milliseconds; and what to show of it. */
  readonly expression: string
  readonly shown: string
  readonly kind: TimeKind
}

function timeColumn({ types, layout, path }: TypedColumns): TimeColumn {
  const name = nameAt(layout, layout.places.time[0]) as string
  const type = types.get(name) as string
  const column = sqlName(name)
  if (type === 'DATE') return stampColumn(`epoch_us(${column}::TIMESTAMP)`, 1_000, 'date')
  if (type === 'TIMESTAMP WITH TIME ZONE') return stampColumn(`epoch_us(${column})`, 1_000, 'instant')
  if (type === 'TIMESTAMP_NS') return stampColumn(`epoch_ns(${column})`, 1_000_000, 'wall')
  if (type.startsWith('TIMESTAMP')) return stampColumn(`epoch_us(${column}::TIMESTAMP)`, 1_000, 'wall')
  if (isNumeric(type)) return { expression: epochMs(column), shown: `${column}::DOUBLE`, kind: 'instant' }
  throw new BenchError('BAD_DATA', `${path}: column ${name} is ${type}, not a time`, 'store it as DATE, TIMESTAMP or epoch milliseconds')
}

function stampColumn(ticks: string, perMs: number, kind: TimeKind): TimeColumn {
  const ms = `(${ticks} // ${perMs})::DOUBLE`
  return { expression: `CASE WHEN ${ticks} % ${perMs} <> 0 THEN 'nan'::DOUBLE ELSE ${ms} END`, shown: `${ticks}::DOUBLE / ${perMs}`, kind }
}

/**
 * Epoch seconds below 10^11 (the year 5138), then milliseconds, microseconds and nanoseconds, each a thousand times that. NaN for others, for what lies between
 * two milliseconds, and for eight digits, which are a date without dashes. In whole numbers, since a double does not hold nanoseconds.
 */
function epochMs(column: string): string {
  const whole = `TRY_CAST(${column} AS HUGEINT)`
  return `CASE
    WHEN ${column} IS NULL THEN NULL
    WHEN ${whole} IS NULL OR ${whole} <> ${column} OR ${whole} < 0 OR ${whole} BETWEEN 10000000 AND 99999999 THEN 'nan'::DOUBLE
    WHEN ${whole} < 100000000000 THEN (${whole} * 1000)::DOUBLE
    WHEN ${whole} < 100000000000000 THEN ${whole}::DOUBLE
    WHEN ${whole} < 100000000000000000 AND ${whole} % 1000 = 0 THEN (${whole} // 1000)::DOUBLE
    WHEN ${whole} BETWEEN 100000000000000000 AND 99999999999999999999 AND ${whole} % 1000000 = 0 THEN (${whole} // 1000000)::DOUBLE
    ELSE 'nan'::DOUBLE
  END`
}

function isNumeric(type: string): boolean {
  return /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$|^(HUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)
}

/** One column of numbers, and where it goes in a batch. */
interface NumberColumn {
  readonly name: string
  readonly expression: string
  target(batch: RowBatch): Float64Array | null | undefined
}

function numberColumns(columns: TypedColumns): NumberColumn[] {
  const { ask, ...places } = columns.layout.places
  const prices = [places.open, places.high, places.low, places.close]
  const bars = [
    (batch: RowBatch) => batch.open,
    (batch: RowBatch) => batch.high,
    (batch: RowBatch) => batch.low,
    (batch: RowBatch) => batch.close,
  ]
  return [
    ...prices.map((place, index) => numberColumn(columns, place, false, ask === null ? bars[index] : ({ bid }) => bid?.[index])),
    ...(ask ?? []).map((place, index) => numberColumn(columns, place, false, (batch) => batch.ask?.[index])),
    numberColumn(columns, places.volume, false, ({ volume }) => volume),
    numberColumn(columns, places.adjustedClose, true, ({ adjustedClose }) => adjustedClose),
    numberColumn(columns, places.dividend, true, ({ dividend }) => dividend),
    numberColumn(columns, places.split, true, ({ split }) => split),
  ].flatMap((column) => column ?? [])
}

/** An optional one has NaN where the file has no value; of the others none may lack. */
function numberColumn(
  { types, layout, path }: TypedColumns,
  place: number | null,
  isOptional: boolean,
  target: NumberColumn['target'] = () => null,
) {
  const name = nameAt(layout, place)
  if (name === null) return null
  const type = types.get(name) as string
  if (!isNumeric(type)) {
    throw new BenchError('BAD_DATA', `${path}: column ${name} is ${type}, not a number`, 'store prices and volume as DOUBLE')
  }
  const value = `${sqlName(name)}::DOUBLE`
  return { name, expression: isOptional ? `coalesce(${value}, 'nan'::DOUBLE)` : value, target }
}

/** The symbols of a file in the order in which they are met. */
async function symbolsIn(connection: Connection, table: string, symbol: string): Promise<string[]> {
  const names = `SELECT ${sqlName(symbol)}::VARCHAR AS name, min(row) AS row FROM (SELECT *, row_number() OVER () AS row FROM ${table}) GROUP BY ALL`
  const reader = await connection.runAndReadAll(`SELECT name FROM (${names}) WHERE name <> '' ORDER BY row`)
  return reader.getRows().map(([name]) => String(name))
}

/** The place of a row's symbol among the names, as a DOUBLE; NULL where it has none. */
function symbolCode(symbol: string, names: readonly string[]): string {
  if (names.length === 0) return 'NULL::DOUBLE'
  return `enum_code(nullif(${sqlName(symbol)}::VARCHAR, '')::ENUM (${names.map(sqlText).join(', ')}))::DOUBLE`
}

async function* batches(connection: Connection, query: RowQuery, target: RowTarget): AsyncGenerator<RowBatch> {
  const { table, time, numbers, symbol } = query
  const names = symbol === null ? [] : await symbolsIn(connection, table, symbol)
  const symbols = symbol === null ? null : names.map((name) => target.symbols.indexOf(name))
  const code = symbol === null ? [] : [symbolCode(symbol, names)]
  const sql = `SELECT ${[time.expression, time.shown, ...numbers.map(({ expression }) => expression), ...code].join(', ')} FROM ${table}`
  const batch = new RowBatch(target.extra)
  batch.timeKind = time.kind
  batch.symbol.fill(target.symbol)
  let rowsBefore = 0
  for await (const read of readDoubles(connection, sql)) {
    for (let row = 0; row < read.rows; row++) {
      appendRow(batch, read, row, rowId(target.file, rowsBefore + row + 1), query, symbols, target.faults)
      if (!batch.isFull) continue
      yield batch
      batch.rows = 0
    }
    rowsBefore += read.rows
  }
  if (batch.rows > 0) yield batch
}

/** Columns of a query before those of numbers: the time, and what to show of it. */
const timeColumns = 2

function appendRow(
  batch: RowBatch,
  { columns, isNull }: DoublesBatch,
  row: number,
  id: RowId,
  { numbers }: RowQuery,
  symbols: readonly number[] | null,
  faults: FaultList,
): void {
  const empty = isNull === null ? -1 : columns.findIndex((_, column) => isNull(column, row))
  if (empty >= 0) {
    const name = empty < timeColumns ? 'time' : (numbers[empty - timeColumns]?.name ?? 'symbol')
    faults.add({ id, message: `${name} has no value`, hint: 'fill it, or leave the row out' })
    return
  }
  const at = columns[0]?.[row] as number
  if (Number.isNaN(at)) {
    const hint = 'store times as TIMESTAMP of whole milliseconds, or as epoch seconds to nanoseconds'
    faults.add({ id, message: `time ${columns[1]?.[row]} is no time in whole milliseconds`, hint })
    return
  }
  const to = batch.rows++
  batch.id[to] = id
  batch.time[to] = at
  for (const [index, { target }] of numbers.entries()) {
    const values = target(batch)
    if (values) values[to] = columns[timeColumns + index]?.[row] as number
  }
  if (batch.bid !== null && batch.ask !== null) takeMiddle(batch, batch.bid, batch.ask, to)
  if (symbols !== null) batch.symbol[to] = symbols[columns[timeColumns + numbers.length]?.[row] as number] as number
}

/** The bar between bid and ask. */
function takeMiddle({ open, high, low, close }: RowBatch, bid: PriceColumns, ask: PriceColumns, row: number): void {
  for (const [index, target] of [open, high, low, close].entries()) {
    target[row] = ((bid[index]?.[row] as number) + (ask[index]?.[row] as number)) / 2
  }
}
