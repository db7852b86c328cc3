// Rows of a JSON file as CSV: arrays of numbers as ccxt and freqtrade write them, or objects with one key a column, by themselves or in `results` or `bars`.

import { BenchError } from '../../../std/errors.js'
import type { ByteSource } from './byte-source.js'

/** Reads as CSV what a source has as JSON. A line is a row; of objects the first line is the header. */
export function jsonRows(source: ByteSource): ByteSource {
  return {
    path: source.path,
    name: source.name,
    bytes: source.bytes,
    get bytesRead() {
      return source.bytesRead
    },
    async *open() {
      const value = parse(await readAll(source), source.path)
      for (const text of csvText(rowsIn(value, source.path), source.path)) yield Buffer.from(text)
    },
    sha256: () => source.sha256(),
  }
}

/** The whole value stands in memory. */
const mostBytes = 200e6

async function readAll(source: ByteSource): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const bytes of source.open()) {
    parts.push(bytes)
    size += bytes.length
    if (size > mostBytes)
      throw new BenchError('BAD_DATA', `${source.path}: JSON of more than 200 MB is not read`, 'store it as CSV or Parquet')
  }
  return Buffer.concat(parts).toString('utf8')
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch (cause) {
    throw new BenchError('BAD_DATA', `${path}: not JSON that can be read: ${(cause as Error).message}`, 'is the file whole?', { cause })
  }
}

function rowsIn(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  const object = Object(value) as Record<string, unknown>
  const rows = ['results', 'bars', 'data'].map((key) => object[key]).find(Array.isArray)
  if (rows !== undefined) return rows
  const keys = Object.keys(object).slice(0, 8).join(', ')
  throw new BenchError('BAD_DATA', `${path}: JSON without rows of bars: its keys are ${keys || 'none'}`, rowsHint)
}

const rowsHint = 'an array of [ms, open, high, low, close, volume], or of objects with those keys, can be read'
const linesAtOnce = 10_000

function* csvText(rows: readonly unknown[], path: string): Generator<string> {
  const [first] = rows
  const columns = Array.isArray(first) || first === undefined ? null : Object.keys(Object(first) as object)
  if (columns?.length === 0) throw new BenchError('BAD_DATA', `${path}: JSON with rows that are no arrays and no objects`, rowsHint)
  if (columns !== null) yield `${columns.map(cell).join(',')}\n`
  for (let from = 0; from < rows.length; from += linesAtOnce) {
    const lines = rows.slice(from, from + linesAtOnce).map((row, index) => line(row, columns, from + index + 1, path))
    yield lines.join('')
  }
}

function line(row: unknown, columns: readonly string[] | null, number: number, path: string): string {
  const isArray = Array.isArray(row)
  if (isArray !== (columns === null)) {
    throw new BenchError('BAD_DATA', `${path}: row ${number} is ${isArray ? 'an array' : 'no array'}, unlike the first one`, rowsHint)
  }
  const cells = isArray ? (row as unknown[]) : (columns as readonly string[]).map((name) => (Object(row) as Record<string, unknown>)[name])
  if (cells.some((value) => value === 'buy' || value === 'sell')) {
    const hint = 'import the candles that freqtrade stores beside them, or make bars of the trades first'
    throw new BenchError('BAD_DATA', `${path}: row ${number}: these are trades, not bars: a time, a side, a price and an amount`, hint)
  }
  return `${cells.map(cell).join(',')}\n`
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
