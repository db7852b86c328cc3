// Writes the bars of each instrument as Parquet files while more are read: DuckDB's own thread writes one block as the next one is filled.

import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BarColumns, QuoteColumns } from '../../model/bar.js'
import { assert } from '../../std/assert.js'
import { writeBars } from '../bar-parquet.js'
import { sliceColumns } from '../columns.js'
import type { Connection } from '../duckdb.js'
import { sliceQuotes } from '../quote-columns.js'
import { partitionFolder } from './dataset.js'
import { Partition, type WrittenPartition } from './partition.js'

/** Bars and quotes of all instruments together that may wait for their file to fill. */
const mostPendingBytes = 100e6

/** Gathers the bars of any number of instruments, in bounded memory. */
export class PartitionWriter {
  readonly #connection: Connection
  readonly #folder: string
  readonly #parts = new Map<string, Partition>()
  readonly #files: string[] = []
  #pendingBytes = 0
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
      this.#pendingBytes += (end - start) * part.rowBytes
      start = end
      if (part.room === 0) await this.#write(part)
    }
    if (this.#pendingBytes > mostPendingBytes) await this.#write(this.#fullest())
  }

  /** Writes what is left of an instrument that had bars, and forgets it. */
  async close(instrument: string): Promise<WrittenPartition> {
    const part = this.#parts.get(instrument)
    assert(part !== undefined, `${instrument} had bars`)
    if (part.pending > 0) await this.#write(part)
    this.#parts.delete(instrument)
    return part.written()
  }

  /** Waits for the last file, and for all of them to be on the disk. */
  async finish(): Promise<void> {
    await this.#writing
    await syncAll(this.#files)
    await syncAll([...new Set(this.#files.map((file) => dirname(file)))])
  }

  /** Waits for the file that is being written, whatever becomes of it. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => {})
  }

  /** Waits for the file before, and starts the next one. */
  async #write(part: Partition): Promise<void> {
    await this.#writing
    this.#pendingBytes -= part.pending * part.rowBytes
    const { file, bars, quotes } = part.takePending()
    this.#writing = this.#writeFile(part.folder, file, bars, quotes)
    // Whoever waits for it next is told of its failure.
    this.#writing.catch(() => {})
  }

  async #writeFile(folder: string, file: string, bars: BarColumns, quotes: QuoteColumns | null): Promise<void> {
    await mkdir(folder, { recursive: true })
    await writeBars(this.#connection, bars, join(folder, file), quotes)
    this.#files.push(join(folder, file))
  }

  #fullest(): Partition {
    return [...this.#parts.values()].reduce((best, part) => (part.pending > best.pending ? part : best))
  }
}

/** As many at a time as Node has threads for them. */
const syncsAtOnce = 4

async function syncAll(paths: readonly string[]): Promise<void> {
  const left = paths.values()
  const syncNext = async () => {
    for (const path of left) await sync(path)
  }
  await Promise.all(Array.from({ length: syncsAtOnce }, syncNext))
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
