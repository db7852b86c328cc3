// The bars of one instrument while they wait for their file, and the hash of all of them.

import type { BarColumns, QuoteColumns } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import { assert } from '../../std/assert.js'
import { allocateColumns, columnNames } from '../columns.js'
import { ColumnHash, QuoteHash } from '../content-hash.js'
import { allocateQuotes, quoteNames } from '../quote-columns.js'
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
      const end = Math.min(bars.length, start + block.capacity - block.rows)
      copyInto(block, arraysOf(bars, quotes), start, end)
      this.pending += end - start
      start = end
    }
  }

  /** The bars that wait, which are the taker's from then on. */
  takePending(): PendingFile {
    const { bars, quotes } = joined(this.#blocks, this.pending, this.#quoteHash !== null)
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

  /** The last block, or a new one, half of all before it; of a series that fills its files, as large as a file. */
  #openBlock(rows: number): Block {
    const last = this.#blocks.at(-1)
    if (last !== undefined && last.rows < last.capacity) return last
    const isLong = this.#rows > rowsPerFile
    const capacity = isLong ? this.room : Math.min(this.room, Math.max(rows, fewestBlockRows, this.pending >>> 1))
    const block = { capacity, rows: 0, values: new Float64Array((capacity * this.rowBytes) / 8) }
    this.#blocks.push(block)
    return block
  }
}

/** Room for so many rows, of which the first ones are filled: column behind column in one array, since each array costs by itself. */
interface Block {
  readonly capacity: number
  readonly values: Float64Array
  rows: number
}

function arraysOf(bars: BarColumns, quotes: QuoteColumns | null): readonly Float64Array[] {
  const prices = columnNames.map((name) => bars[name])
  return quotes === null ? prices : [...prices, ...quoteNames.map((name) => quotes[name])]
}

function copyInto(block: Block, arrays: readonly Float64Array[], start: number, end: number): void {
  for (const [column, array] of arrays.entries()) {
    block.values.set(array.subarray(start, end), column * block.capacity + block.rows)
  }
  block.rows += end - start
}

function joined(blocks: readonly Block[], rows: number, hasQuotes: boolean) {
  const bars = allocateColumns(rows)
  const quotes = hasQuotes ? allocateQuotes(rows) : null
  const arrays = arraysOf(bars, quotes)
  let row = 0
  for (const { capacity, values, rows: filled } of blocks) {
    for (const [column, array] of arrays.entries()) array.set(values.subarray(column * capacity, column * capacity + filled), row)
    row += filled
  }
  return { bars, quotes }
}
