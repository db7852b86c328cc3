// Reads a Parquet file with named columns as a stream, through DuckDB: batches of sound rows come out, faulty ones go to the list with their row.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { BenchError } from '../../std/errors.js'
import { type Connection, type DoublesBatch, readDoubles, sqlFiles, sqlName } from '../duckdb.js'
import type { FaultList } from './faults.js'
import { type Header, readHeader } from './header.js'
import { type RawBars, RawBatch, type RawFile, type TimeKind } from './raw-bars.js'
import { epochStamp } from './timestamp.js'

/** Describes the file's columns; `batches` reads the rows while the connection is open. */
export async function openParquet(connection: Connection, file: string, shownName: string, faults: FaultList): Promise<RawFile> {
  const { size } = await stat(file)
  const source = `read_parquet(${sqlFiles([file])}, hive_partitioning = false)`
  const types = await describeColumns(connection, source, shownName)
  const header = readHeader([...types.keys()], shownName)
  const time = timeColumn(types, header, shownName)
  return {
    notes: header.notes,
    bytes: size,
    batches: batches(connection, selectRows(header, types, time, source, shownName), time, faults),
    sha256: () => hashFile(file),
  }
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

function selectRows(
  { names, places }: Header,
  types: ReadonlyMap<string, string>,
  time: TimeColumn,
  source: string,
  shownName: string,
): string {
  const number = (place: number): string => {
    const name = names[place] as string
    const type = types.get(name) as string
    if (isNumeric(type)) return `${sqlName(name)}::DOUBLE`
    throw new BenchError('BAD_DATA', `${shownName}: column ${name} is ${type}, not a number`, 'store prices and volume as DOUBLE')
  }
  const prices = [places.open, places.high, places.low, places.close].map(number)
  const volume = places.volume === null ? '0::DOUBLE' : number(places.volume)
  return `SELECT ${[time.expression, ...prices, volume].join(', ')} FROM ${source}`
}

const fieldNames = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

async function* batches(connection: Connection, sql: string, time: TimeColumn, faults: FaultList): AsyncGenerator<RawBars> {
  let batch = new RawBatch(time.kind)
  let rowsBefore = 0
  for await (const read of readDoubles(connection, sql)) {
    for (let row = 0; row < read.rows; row++) {
      appendRow(batch, read, row, rowsBefore + row + 1, time, faults)
      if (!batch.isFull) continue
      yield batch
      batch = new RawBatch(time.kind)
    }
    rowsBefore += read.rows
  }
  if (batch.rows > 0) yield batch
}

function appendRow(
  batch: RawBatch,
  { columns, isNull }: DoublesBatch,
  row: number,
  line: number,
  time: TimeColumn,
  faults: FaultList,
): void {
  const empty = isNull === null ? -1 : fieldNames.findIndex((_, column) => isNull(column, row))
  if (empty >= 0) {
    faults.add({ line, message: `${fieldNames[empty]} has no value`, hint: 'fill it, or leave the row out' })
    return
  }
  const stored = columns[0]?.[row] as number
  const at = time.isEpoch ? epochStamp(stored)?.time : stored
  if (at === undefined) {
    const hint = 'store times as TIMESTAMP, or as epoch milliseconds'
    faults.add({ line, message: `time ${stored} is not epoch seconds or milliseconds`, hint })
    return
  }
  for (const [column, name] of fieldNames.entries()) batch[name][batch.rows] = columns[column]?.[row] as number
  batch.time[batch.rows] = at
  batch.line[batch.rows] = line
  batch.rows++
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) hash.update(bytes)
  return hash.digest('hex')
}
