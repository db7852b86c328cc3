// Reads the rows of a text file as a stream of bytes, as its layout says: batches of sound rows come out, faulty ones go to the list with their line.

import { BenchError } from '../../../std/errors.js'
import type { Layout } from '../layout/layout.js'
import type { ByteSource } from '../sources/byte-source.js'
import type { FaultList } from './faults.js'
import { CellReader } from './read-cells.js'
import { type ExtraColumns, RowBatch } from './row-batch.js'
import { rowId } from './row-id.js'
import { LineScanner } from './scan-line.js'
import type { SymbolTable } from './symbol-table.js'

/** What the rows of several files are read into. */
export interface RowTarget {
  /** Index of the file among them. */
  readonly file: number
  readonly symbols: SymbolTable
  /** Index of the instrument of rows that do not name it. */
  readonly symbol: number
  readonly extra: ExtraColumns
  readonly faults: FaultList
}

/** Rows on their way out of one file. */
export interface RowFile {
  /** One batch after the other; the same one is filled again, so take what you need before you ask for the next. */
  readonly batches: AsyncIterable<RowBatch>
  /** Things to tell the user, once all rows were read. */
  readonly notes: readonly string[]
}

/** Opens the rows of a source. Whatever its size, a few megabytes of it are in memory. Fails with `BAD_DATA` where it is no text. */
export function openRows(source: ByteSource, layout: Layout, target: RowTarget): RowFile {
  const reader = new RowReader(layout, target)
  return {
    batches: readBatches(source, layout, reader),
    get notes() {
      return reader.notes
    },
  }
}

async function* readBatches(source: ByteSource, layout: Layout, reader: RowReader): AsyncGenerator<RowBatch> {
  let isStart = true
  let toSkip = layout.skipLines
  for await (const text of wholeLines(source)) {
    let at = isStart ? byteOrderMarkLength(text) : 0
    isStart = false
    while (toSkip > 0 && at < text.length) {
      at = reader.skip(text, at)
      toSkip--
    }
    while (at < text.length) {
      at = reader.read(text, at)
      if (reader.batch.isFull) yield reader.take()
    }
  }
  if (reader.batch.rows > 0) yield reader.take()
}

const newline = 10
const longestLine = 1 << 20

/** The bytes in pieces that end with a newline; one is put behind the last line where it has none. */
export async function* wholeLines(source: ByteSource): AsyncGenerator<Uint8Array> {
  let unfinished = Buffer.alloc(0)
  for await (const bytes of source.open()) {
    if (bytes.includes(0)) {
      const hint = 'save it as CSV in UTF-8; unpack it first if it is compressed'
      throw new BenchError('BAD_DATA', `${source.path}: not a text file`, hint)
    }
    const end = bytes.lastIndexOf(newline) + 1
    if (end > 0) {
      yield unfinished.length === 0 ? bytes.subarray(0, end) : Buffer.concat([unfinished, bytes.subarray(0, end)])
      unfinished = Buffer.from(bytes.subarray(end))
    } else unfinished = Buffer.concat([unfinished, bytes])
    if (unfinished.length > longestLine) {
      throw new BenchError('BAD_DATA', `${source.path}: a line is longer than 1 MB`, 'is it a table of rows in lines?')
    }
  }
  if (unfinished.length > 0) yield Buffer.concat([unfinished, Buffer.from([newline])])
}

function byteOrderMarkLength(text: Uint8Array): number {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0
}

/** Reads line after line into a batch. */
class RowReader {
  readonly batch: RowBatch
  readonly #scanner: LineScanner
  readonly #cells: CellReader
  readonly #width: number
  readonly #faults: FaultList
  readonly #file: number
  readonly #hasHeader: boolean
  #line = 0
  #isTaken = false
  #emptyRows = 0
  #firstEmptyLine = 0

  constructor(layout: Layout, target: RowTarget) {
    this.batch = new RowBatch(target.extra)
    this.batch.symbol.fill(target.symbol)
    this.#width = layout.names.length
    this.#scanner = new LineScanner(layout.delimiter, this.#width)
    this.#cells = new CellReader(layout, target.symbols, this.#scanner, this.batch)
    this.#faults = target.faults
    this.#file = target.file
    this.#hasHeader = layout.skipLines > 0
  }

  get notes(): readonly string[] {
    const [empty, oneSided, unknown] = [this.#emptyRows, this.#cells.oneSided, this.#cells.unknownVolumes]
    const notes: string[] = []
    if (empty === 1) notes.push(`1 row without a price was passed over, on line ${this.#firstEmptyLine}`)
    if (empty > 1) notes.push(`${empty} rows without a price were passed over, the first on line ${this.#firstEmptyLine}`)
    if (oneSided > 0)
      notes.push(`${oneSided} ${oneSided === 1 ? 'bar has' : 'bars have'} a bid or an ask only, which stands for the middle`)
    if (unknown > 0) notes.push(`the volume of ${unknown} ${unknown === 1 ? 'row is' : 'rows are'} not known, and taken as 0`)
    return notes
  }

  take(): RowBatch {
    this.#isTaken = true
    return this.batch
  }

  skip(text: Uint8Array, at: number): number {
    this.#line++
    return text.indexOf(newline, at) + 1
  }

  /** A line with nothing in it, or only in empty cells, is passed over, but counted. */
  read(text: Uint8Array, at: number): number {
    if (this.#isTaken) {
      this.#isTaken = false
      this.batch.rows = 0
    }
    const scanner = this.#scanner
    const next = scanner.scan(text, at)
    const line = ++this.#line
    if (isEmptyLine(text, at, next)) return next
    if (scanner.cells === this.#width) this.#readCells(line)
    else this.#refuseWidth(text, at, next, line)
    return next
  }

  #readCells(line: number): void {
    const row = this.batch.rows
    const outcome = this.#cells.read(row)
    if (outcome === 'row') {
      this.batch.id[row] = rowId(this.#file, line)
      this.batch.rows = row + 1
    } else if (outcome === 'empty') {
      if (this.#emptyRows++ === 0) this.#firstEmptyLine = line
    } else if (outcome === 'fault') {
      this.#faults.add({ id: rowId(this.#file, line), ...this.#cells.fault })
    }
  }

  #refuseWidth(text: Uint8Array, at: number, next: number, line: number): void {
    const shown = Buffer.from(text.subarray(at, next)).toString('utf8').trim()
    const cells = this.#scanner.cells
    const model = this.#hasHeader ? 'the header' : 'the first row'
    const cut = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
    this.#faults.add({
      id: rowId(this.#file, line),
      message: `${cells} cells where ${model} has ${this.#width}: ${cut}`,
      hint: 'is the row cut off, or a comma in a number?',
    })
  }
}

/** Whether there are delimiters, quotes and blanks only, as spreadsheets leave them at the end. */
function isEmptyLine(text: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (emptySigns[text[at] as number] === 0) return false
  return true
}

/** Not 0 for the signs that say nothing. */
const emptySigns = new Uint8Array(256)
for (const sign of Buffer.from(' \t\r\n,;"')) emptySigns[sign] = 1
