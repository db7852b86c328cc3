// Reads a Parquet file with named columns as a part of a series, through DuckDB: sound rows come out, faulty ones go to the list with their row.

import { BenchError } from '../../../std/errors.js'
import { type Connection, type DoublesBatch, readDoubles, sqlFiles, sqlName, sqlText } from '../../duckdb.js'
import type { Layout } from '../layout/layout.js'
import type { ByteSource } from '../sources/byte-source.js'
import { type Header, readHeader } from './header.js'
import type { Part } from './part.js'
import type { RowTarget } from './read-rows.js'
import { RowBatch, type TimeKind } from './row-batch.js'
import { rowId } from './row-id.js'

/** Describes the file's columns; its rows are read while the connection is open. */
export async function parquetPart(connection: Connection, source: ByteSource): Promise<Part> {
  const table = `read_parquet(${sqlFiles([source.path])}, hive_partitioning = false)`
  const types = await describeColumns(connection, table, source.path)
  const header = readHeader([...types.keys()], source.path)
  const time = timeColumn(types, header, source.path)
  const select = selectRows(header, types, time, source.path)
  const symbol = header.places.symbol === null ? null : (header.names[header.places.symbol] as string)
  return {
    source,
    layout: layoutOf(header),
    unit: 'row',
    open: (target) => ({ batches: batches(connection, { table, select, time, symbol }, target), notes: [] }),
  }
}

/** How the rows of a file are asked for. */
interface RowQuery {
  readonly table: string
  /** Expressions of time, prices and volume. */
  readonly select: string
  readonly time: TimeColumn
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

/** Only what a reader of typed columns does not settle by itself. */
function layoutOf({ names, places, notes }: Header): Layout {
  return {
    dialect: 'parquet',
    label: 'Parquet',
    skipLines: 0,
    delimiter: ',',
    decimal: '.',
    names,
    places: { ...places, time: [places.time], adjustedClose: null, dividend: null, split: null, ask: null },
    time: { kind: 'epoch', unit: 'ms' },
    priceDivisor: 1,
    numbers: 'plain',
    timeZone: null,
    stamp: 'start',
    emptyRows: 'fault',
    adjusted: null,
    timeframe: null,
    symbol: null,
    assetClass: null,
    notes,
  }
}

interface TimeColumn {
  /** An SQL expression that is epoch ms, or the number as stored when `isEpoch`. */
  readonly expression: string
  readonly kind: TimeKind
  readonly isEpoch: boolean
}
function timeColumn(types: ReadonlyMap<string, string>, { names, places }: Header, shownName: string): TimeColumn {
  const name = names[places.time] as string
  const type = types.get(name) as string
  const column = sqlName(name)
  if (type === 'DATE') return { expression: `epoch_ms(${column}::TIMESTAMP)::DOUBLE`, kind: 'date', isEpoch: false }
  if (type === 'TIMESTAMP WITH TIME ZONE') return { expression: `epoch_ms(${column})::DOUBLE`, kind: 'instant', isEpoch: false }
  if (type.startsWith('TIMESTAMP')) return { expression: `epoch_ms(${column}::TIMESTAMP)::DOUBLE`, kind: 'wall', isEpoch: false }
  if (isNumeric(type)) return { expression: `${column}::DOUBLE`, kind: 'instant', isEpoch: true }
  throw new BenchError(
    'BAD_DATA',
    `${shownName}: column ${name} is ${type}, not a time`,
    'store it as DATE, TIMESTAMP or epoch milliseconds',
  )
}

function isNumeric(type: string): boolean {
  return /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$|^(HUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)
}

function selectRows({ names, places }: Header, types: ReadonlyMap<string, string>, time: TimeColumn, shownName: string): string {
  const number = (place: number): string => {
    const name = names[place] as string
    const type = types.get(name) as string
    if (isNumeric(type)) return `${sqlName(name)}::DOUBLE`
    throw new BenchError('BAD_DATA', `${shownName}: column ${name} is ${type}, not a number`, 'store prices and volume as DOUBLE')
  }
  const prices = [places.open, places.high, places.low, places.close].map(number)
  const volume = places.volume === null ? '0::DOUBLE' : number(places.volume)
  return [time.expression, ...prices, volume].join(', ')
}

const fieldNames = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

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

async function* batches(connection: Connection, { table, select, time, symbol }: RowQuery, target: RowTarget): AsyncGenerator<RowBatch> {
  const names = symbol === null ? [] : await symbolsIn(connection, table, symbol)
  const symbols = names.map((name) => target.symbols.indexOf(name))
  const sql = `SELECT ${select}${symbol === null ? '' : `, ${symbolCode(symbol, names)}`} FROM ${table}`
  const batch = new RowBatch(target.extra)
  batch.timeKind = time.kind
  batch.symbol.fill(target.symbol)
  let rowsBefore = 0
  for await (const read of readDoubles(connection, sql)) {
    for (let row = 0; row < read.rows; row++) {
      appendRow(batch, read, row, rowsBefore + row + 1, time, symbol === null ? null : symbols, target)
      if (!batch.isFull) continue
      yield batch
      batch.rows = 0
    }
    rowsBefore += read.rows
  }
  if (batch.rows > 0) yield batch
}

function appendRow(
  batch: RowBatch,
  { columns, isNull }: DoublesBatch,
  row: number,
  line: number,
  time: TimeColumn,
  symbols: readonly number[] | null,
  { file, faults }: RowTarget,
): void {
  const id = rowId(file, line)
  const empty = isNull === null ? -1 : columns.findIndex((_, column) => isNull(column, row))
  if (empty >= 0) {
    faults.add({ id, message: `${fieldNames[empty] ?? 'symbol'} has no value`, hint: 'fill it, or leave the row out' })
    return
  }
  const stored = columns[0]?.[row] as number
  const at = time.isEpoch ? epochMs(stored) : stored
  if (Number.isNaN(at)) {
    const hint = 'store times as TIMESTAMP, or as epoch milliseconds'
    faults.add({ id, message: `time ${stored} is not epoch seconds or milliseconds`, hint })
    return
  }
  for (const [column, name] of fieldNames.entries()) batch[name][batch.rows] = columns[column]?.[row] as number
  if (symbols !== null) batch.symbol[batch.rows] = symbols[columns[fieldNames.length]?.[row] as number] as number
  batch.time[batch.rows] = at
  batch.id[batch.rows] = id
  batch.rows++
}

/** Epoch seconds below 10^11 (the year 5138), else milliseconds below 10^14. NaN for others, and for eight digits, which are a date without dashes. */
function epochMs(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value >= 1e14) return Number.NaN
  if (value >= 1e7 && value < 1e8) return Number.NaN
  return value < 1e11 ? value * 1000 : value
}
