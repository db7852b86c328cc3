// Writes the bars of each instrument as Parquet files while more are read: DuckDB's own thread writes one block as the next one is filled.

import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { BarColumns } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import { assert } from '../../std/assert.js'
import { writeBars } from '../bar-parquet.js'
import { allocateColumns, columnNames, sliceColumns } from '../columns.js'
import { ColumnHash, QuoteHash } from '../content-hash.js'
import type { Connection } from '../duckdb.js'
import { allocateQuotes, type QuoteColumns, quoteNames, sliceQuotes } from '../quote-columns.js'
import { barFile, partitionFolder } from './dataset.js'

/** What was written of one instrument. */
export interface WrittenPartition {
  readonly rows: number
  /** Open of the first bar, close of the last. */
  readonly from: EpochMs
  readonly to: EpochMs
  /** Hex sha256 of the columns; of the bid and ask columns, where there are. */
  readonly hash: string
  readonly quotesHash?: string | undefined
}

/** Rows in one Parquet file: 30 MB of columns in memory at a time. */
const rowsPerFile = 524_288

/** Rows of all instruments together that may wait for their file to fill. */
const pendingRows = 2_097_152

/** Gathers the bars of any number of instruments, in bounded memory. */
export class PartitionWriter {
  readonly #connection: Connection
  readonly #folder: string
  readonly #parts = new Map<string, Partition>()
  #pending = 0
  /** The file that is being written; the next one waits for it. */
  #writing: Promise<void> = Promise.resolve()

  constructor(connection: Connection, versionFolder: string) {
    this.#connection = connection
    this.#folder = versionFolder
  }

  /** Copies a batch. A series has quotes with all of its batches or with none. */
  async append(instrument: string, bars: BarColumns, quotes: QuoteColumns | null): Promise<void> {
    const part = this.#parts.get(instrument) ?? new Partition(partitionFolder(this.#folder, instrument), quotes !== null)
    this.#parts.set(instrument, part)
    for (let start = 0; start < bars.length; ) {
      const end = Math.min(bars.length, start + part.room)
      part.append(sliceColumns(bars, start, end), quotes === null ? null : sliceQuotes(quotes, start, end))
      this.#pending += end - start
      start = end
      if (part.room === 0) await this.#write(part)
    }
    if (this.#pending > pendingRows) await this.#write(this.#fullest())
  }

  /** Writes what is left of an instrument that had bars. */
  async close(instrument: string): Promise<WrittenPartition> {
    const part = this.#parts.get(instrument)
    assert(part !== undefined, `${instrument} had bars`)
    if (part.pending > 0) await this.#write(part)
    return part.written()
  }

  /** Waits for the last file. */
  async finish(): Promise<void> {
    await this.#writing
  }

  /** Waits for the file before, and starts the next one. */
  async #write(part: Partition): Promise<void> {
    await this.#writing
    this.#pending -= part.pending
    const { file, bars, quotes } = part.takeBlock()
    this.#writing = this.#writeFile(part.folder, file, bars, quotes)
    // Whoever waits for it next is told of its failure.
    this.#writing.catch(() => {})
  }

  async #writeFile(folder: string, file: string, bars: BarColumns, quotes: QuoteColumns | null): Promise<void> {
    await mkdir(folder, { recursive: true })
    await writeBars(this.#connection, bars, join(folder, file), quotes)
    await sync(join(folder, file))
    await sync(folder)
  }

  #fullest(): Partition {
    return [...this.#parts.values()].reduce((best, part) => (part.pending > best.pending ? part : best))
  }
}

/** The bars of one instrument that wait for their file, and the hash of all of them. */
class Partition {
  readonly folder: string
  pending = 0
  #block: Block
  readonly #hash = new ColumnHash()
  readonly #quoteHash: QuoteHash | null
  #files = 0
  #rows = 0
  #from = 0
  #to = 0

  constructor(folder: string, hasQuotes: boolean) {
    this.folder = folder
    this.#quoteHash = hasQuotes ? new QuoteHash() : null
    this.#block = allocateBlock(firstBlockRows, hasQuotes)
  }

  get room(): number {
    return rowsPerFile - this.pending
  }

  append(bars: BarColumns, quotes: QuoteColumns | null): void {
    if (this.#rows === 0) this.#from = bars.openTime[0] as number
    this.#to = bars.closeTime[bars.length - 1] as number
    this.#rows += bars.length
    this.#makeRoom(this.pending + bars.length)
    copyInto(this.#block, bars, quotes, this.pending)
    this.pending += bars.length
  }

  /** The block is the taker's from then on. */
  takeBlock(): { readonly file: string; readonly bars: BarColumns; readonly quotes: QuoteColumns | null } {
    const bars = sliceColumns(this.#block.bars, 0, this.pending)
    const quotes = this.#block.quotes === null ? null : sliceQuotes(this.#block.quotes, 0, this.pending)
    this.#hash.append(bars)
    if (quotes !== null) this.#quoteHash?.append(quotes)
    this.pending = 0
    this.#block = allocateBlock(bars.length === rowsPerFile ? rowsPerFile : firstBlockRows, quotes !== null)
    return { file: barFile(this.#files++), bars, quotes }
  }

  written(): WrittenPartition {
    const quotesHash = this.#quoteHash?.digest()
    return {
      rows: this.#rows,
      from: this.#from,
      to: this.#to,
      hash: this.#hash.digest(),
      ...(quotesHash === undefined ? {} : { quotesHash }),
    }
  }

  #makeRoom(rows: number): void {
    const { bars, quotes } = this.#block
    if (bars.length >= rows) return
    const larger = allocateBlock(Math.min(rowsPerFile, Math.max(rows, bars.length * 4)), quotes !== null)
    copyInto(larger, sliceColumns(bars, 0, this.pending), quotes === null ? null : sliceQuotes(quotes, 0, this.pending), 0)
    this.#block = larger
  }
}

interface Block {
  readonly bars: BarColumns
  readonly quotes: QuoteColumns | null
}

/** Most instruments of a stacked file have few bars. */
const firstBlockRows = 2_048

function allocateBlock(rows: number, hasQuotes: boolean): Block {
  return { bars: allocateColumns(rows), quotes: hasQuotes ? allocateQuotes(rows) : null }
}

function copyInto(block: Block, bars: BarColumns, quotes: QuoteColumns | null, row: number): void {
  for (const name of columnNames) block.bars[name].set(bars[name], row)
  assert((quotes === null) === (block.quotes === null), 'a series has quotes with all of its batches or with none')
  if (quotes !== null) for (const name of quoteNames) block.quotes?.[name].set(quotes[name], row)
}

/** Flushes a file or folder to the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
