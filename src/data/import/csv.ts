// Reads a CSV with a header as a stream: batches of sound rows come out, faulty ones go to the list with their line.

import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { BenchError } from '../../std/errors.js'
import type { FaultList } from './faults.js'
import { type ColumnPlaces, type Header, readHeader } from './header.js'
import { type RawBars, RawBatch, type RawFile, type TimeKind } from './raw-bars.js'
import { readStamp } from './timestamp.js'

/** Reads the header; `batches` reads the rows. */
export async function openCsv(file: string, shownName: string, faults: FaultList): Promise<RawFile> {
  const { size } = await stat(file)
  const headerLine = await readFirstLine(file, shownName)
  const hint = 'the first line names the columns: Date,Open,High,Low,Close,Volume'
  if (headerLine.trim() === '') throw new BenchError('BAD_DATA', `${shownName}: no header in its first line`, hint)
  const header = readHeader(splitLine(withoutByteOrderMark(headerLine)), shownName)
  const hash = createHash('sha256')
  return {
    notes: header.notes,
    bytes: size,
    batches: batches(readLines(file, shownName, hash), new RowReader(header, faults)),
    sha256: async () => hash.copy().digest('hex'),
  }
}

async function readFirstLine(file: string, shownName: string): Promise<string> {
  for await (const [line] of readLines(file, shownName)) {
    if (line !== undefined) return line
  }
  return ''
}

async function* batches(chunks: AsyncIterable<string[]>, reader: RowReader): AsyncGenerator<RawBars> {
  for await (const lines of chunks) {
    for (const line of lines) {
      reader.read(line)
      if (reader.isFull) yield* reader.take()
    }
  }
  yield* reader.take()
}

/** The lines of each chunk of the file, ends stripped. Hashes the bytes on their way. */
async function* readLines(file: string, shownName: string, hash?: Hash): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8')
  let unfinished = ''
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash?.update(bytes)
    if (bytes.includes(0)) {
      const hint = 'save it as CSV in UTF-8; unpack it first if it is compressed'
      throw new BenchError('BAD_DATA', `${shownName}: not a text file`, hint)
    }
    const lines = (unfinished + decoder.write(bytes)).split('\n')
    unfinished = lines.pop() as string
    yield lines
  }
  const last = unfinished + decoder.end()
  if (last !== '') yield [last]
}

/** Reads line after line into a batch; the first one is the header. */
class RowReader {
  readonly #places: ColumnPlaces
  readonly #width: number
  readonly #names: readonly string[]
  readonly #faults: FaultList
  #batch: RawBatch | null = null
  #timeKind: TimeKind | null = null
  #line = 0

  constructor({ places, names }: Header, faults: FaultList) {
    this.#places = places
    this.#names = names
    this.#width = names.length
    this.#faults = faults
  }

  get isFull(): boolean {
    return this.#batch?.isFull === true
  }

  *take(): Generator<RawBars> {
    const batch = this.#batch
    this.#batch = null
    if (batch !== null && batch.rows > 0) yield batch
  }

  /** An empty line is passed over, but counted. */
  read(text: string): void {
    this.#line++
    if (this.#line === 1) return
    const line = text.endsWith('\r') ? text.slice(0, -1) : text
    if (line.trim() === '') return
    const cells = splitLine(line)
    if (cells.length !== this.#width) {
      this.#fault(
        `${cells.length} cells where the header has ${this.#width}: ${shown(line)}`,
        'is the row cut off, or a comma in a number?',
      )
      return
    }
    this.#readCells(cells)
  }

  #readCells(cells: readonly string[]): void {
    const { time, open, high, low, close, volume } = this.#places
    const kindAndTime = this.#readTime(cells[time] as string)
    if (kindAndTime === null) return
    this.#batch ??= new RawBatch(kindAndTime.kind)
    const batch = this.#batch
    const row = batch.rows
    const numbersRead =
      this.#number(cells, open, batch.open, row) &&
      this.#number(cells, high, batch.high, row) &&
      this.#number(cells, low, batch.low, row) &&
      this.#number(cells, close, batch.close, row) &&
      (volume === null || this.#number(cells, volume, batch.volume, row))
    if (!numbersRead) return
    batch.line[row] = this.#line
    batch.time[row] = kindAndTime.time
    batch.rows++
  }

  #readTime(cell: string) {
    const text = cell.trim()
    const stamp = readStamp(text)
    if (stamp === null) {
      const what = text === '' ? 'has no date' : `'${shown(text)}' is not a date or time that is read here`
      this.#fault(what, 'write 2005-01-31, 2005-01-31 14:30, 2005-01-31T14:30:00-05:00, or epoch seconds or milliseconds')
      return null
    }
    this.#timeKind ??= stamp.kind
    if (stamp.kind === this.#timeKind) return stamp
    const message = `'${text}' is ${kindText[stamp.kind]}, the first row had ${kindText[this.#timeKind]}`
    this.#fault(message, 'write all times in one form')
    return null
  }

  #number(cells: readonly string[], place: number, column: Float64Array, row: number): boolean {
    const text = cells[place] as string
    const value = plainNumber(text)
    column[row] = value
    if (Number.isFinite(value)) return true
    const name = this.#names[place]?.trim()
    if (/^\s*(|nan|null|none|n\/a|na|-)\s*$/i.test(text))
      this.#fault(`${name} '${text.trim()}' is no value`, 'fill the cell, or leave the row out')
    else if (/^\s*[+-]?(inf(inity)?|[\d.]+e\+?\d+)\s*$/i.test(text))
      this.#fault(`${name} '${text.trim()}' is not finite`, 'write a number below 1.8e308')
    else this.#fault(`${name} '${shown(text.trim())}' is not a number`, 'write digits with a decimal point, without other signs')
    return false
  }

  #fault(message: string, hint: string): void {
    this.#faults.add({ line: this.#line, message, hint })
  }
}

const kindText: Record<TimeKind, string> = { date: 'a date', wall: 'a time without a zone', instant: 'a time with a zone' }

/** The number, or NaN: JavaScript's own reading takes blanks, hexadecimal and `Infinity` too. */
function plainNumber(text: string): number {
  const first = text.charCodeAt(0)
  const second = text.charCodeAt(1)
  // Digits, or a sign or point before them, and no letter in the second place: what nearly every cell looks like.
  if (first >= 45 && first <= 57 && first !== 47 && !(second > 57)) return Number(text)
  const trimmed = text.trim()
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN
}

/** Cells between commas. Quotes are dropped, and a comma between them is not a border. */
function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const sign of line) {
    if (sign === '"') quoted = !quoted
    else if (sign !== ',' || quoted) cell += sign
    else {
      cells.push(cell)
      cell = ''
    }
  }
  return [...cells, cell]
}

function withoutByteOrderMark(line: string): string {
  return (line.startsWith('\uFEFF') ? line.slice(1) : line).replace(/\r$/, '')
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
