// The bars of one instrument while they wait for their file, and the hash of all of them.

import type { BarColumns } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import { assert } from '../../std/assert.js'
import { allocateColumns, columnNames, sliceColumns } from '../columns.js'
import { ColumnHash, QuoteHash } from '../content-hash.js'
import { allocateQuotes, type QuoteColumns, quoteNames, sliceQuotes } from '../quote-columns.js'
import { barFile } from './dataset.js'

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

/** Bars for one file. */
export interface PendingFile {
  readonly file: string
  readonly bars: BarColumns
  readonly quotes: QuoteColumns | null
}

/** Rows in one Parquet file: 30 MB of columns in memory at a time. */
const rowsPerFile = 524_288

/** The instruments of a stacked file may be thousands, of few bars each. */
const fewestBlockRows = 64

export class Partition {
  readonly folder: string
  readonly rowBytes: number
  /** Rows that wait. */
  pending = 0
  /** Full but for the last one. More of them rather than a larger one: nothing is copied while they come, and little stands empty. */
  #blocks: Block[] = []
  readonly #hash = new ColumnHash()
  readonly #quoteHash: QuoteHash | null
  #files = 0
  #rows = 0
  #from = 0
  #to = 0

  constructor(folder: string, hasQuotes: boolean) {
    this.folder = folder
    this.rowBytes = 8 * (columnNames.length + (hasQuotes ? quoteNames.length : 0))
    this.#quoteHash = hasQuotes ? new QuoteHash() : null
  }

  /** Rows that the file has room for. */
  get room(): number {
    return rowsPerFile - this.pending
  }

  /** Copies bars, as many as there is room for. */
  append(bars: BarColumns, quotes: QuoteColumns | null): void {
    assert((quotes === null) === (this.#quoteHash === null), 'a series has quotes with all of its batches or with none')
    if (this.#rows === 0) this.#from = bars.openTime[0] as number
    this.#to = bars.closeTime[bars.length - 1] as number
    this.#rows += bars.length
    for (let start = 0; start < bars.length; ) {
      const block = this.#openBlock(bars.length - start)
      const end = Math.min(bars.length, start + block.bars.length - block.rows)
      copyInto(block, rowsOf({ bars, quotes }, start, end))
      this.pending += end - start
      start = end
    }
  }

  /** The bars that wait, which are the taker's from then on. */
  takePending(): PendingFile {
    const { bars, quotes } = joined(this.#blocks, this.pending)
    this.#hash.append(bars)
    if (quotes !== null) this.#quoteHash?.append(quotes)
    this.pending = 0
    this.#blocks = []
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

  /** The last block, or a new one, a quarter of all before it; of a series that fills its files, as large as a file. */
  #openBlock(rows: number): Block {
    const last = this.#blocks.at(-1)
    if (last !== undefined && last.rows < last.bars.length) return last
    const isLong = this.#rows > rowsPerFile
    const size = isLong ? this.room : Math.min(this.room, Math.max(rows, fewestBlockRows, this.pending >>> 2))
    const block = allocateBlock(size, this.#quoteHash !== null)
    this.#blocks.push(block)
    return block
  }
}

interface Rows {
  readonly bars: BarColumns
  readonly quotes: QuoteColumns | null
}

/** Columns of which the first `rows` are filled. */
interface Block extends Rows {
  rows: number
}

function allocateBlock(rows: number, hasQuotes: boolean): Block {
  return { bars: allocateColumns(rows), quotes: hasQuotes ? allocateQuotes(rows) : null, rows: 0 }
}

function rowsOf({ bars, quotes }: Rows, start: number, end: number): Rows {
  return { bars: sliceColumns(bars, start, end), quotes: quotes === null ? null : sliceQuotes(quotes, start, end) }
}

function joined(blocks: readonly Block[], rows: number): Rows {
  const [only] = blocks
  if (only !== undefined && blocks.length === 1) return rowsOf(only, 0, rows)
  const all = allocateBlock(rows, only?.quotes !== null)
  for (const block of blocks) copyInto(all, rowsOf(block, 0, block.rows))
  return all
}

/** Copies rows behind those that are there. */
function copyInto(block: Block, { bars, quotes }: Rows): void {
  for (const name of columnNames) block.bars[name].set(bars[name], block.rows)
  if (quotes !== null) for (const name of quoteNames) block.quotes?.[name].set(quotes[name], block.rows)
  block.rows += bars.length
}
