// The hash of bars by their content: the same numbers give the same hash on any machine, however they were cut into batches.

import { createHash, type Hash } from 'node:crypto'
import { endianness } from 'node:os'
import type { BarColumns, BarSeries, QuoteColumns } from '../model/bar.js'
import type { Timeframe } from '../model/time.js'
import { bytesHash } from '../std/hash.js'
import { columnNames } from './columns.js'
import { quoteNames } from './quote-columns.js'

/** Hashes columns as they arrive, batch by batch. */
export class ColumnHash {
  readonly #hashes: readonly Hash[] = columnNames.map(() => createHash('sha256'))
  #rows = 0

  append(columns: BarColumns): void {
    for (const [index, name] of columnNames.entries()) appendDoubles(this.#hashes[index] as Hash, columns[name])
    this.#rows += columns.length
  }

  /** Hex sha256 of the row count and of each column's own sha256. Rows can still be appended. */
  digest(): string {
    return bytesHash(`bars/1:${this.#rows}:`, ...this.#hashes.map((hash) => hash.copy().digest()))
  }
}

/** Hashes bid and ask columns as they arrive; a missing side counts as such. */
export class QuoteHash {
  readonly #hashes: readonly Hash[] = quoteNames.map(() => createHash('sha256'))

  append(quotes: QuoteColumns): void {
    for (const [index, name] of quoteNames.entries()) appendDoubles(this.#hashes[index] as Hash, quotes[name])
  }

  /** Hex sha256 of each column's own sha256. */
  digest(): string {
    return bytesHash('quotes/1:', ...this.#hashes.map((hash) => hash.copy().digest()))
  }
}

/** Hex sha256 of the numbers in the columns. */
export function hashColumns(columns: BarColumns): string {
  const hash = new ColumnHash()
  hash.append(columns)
  return hash.digest()
}

/** Hex sha256 of the numbers in bid and ask columns. */
export function hashQuotes(quotes: QuoteColumns): string {
  const hash = new QuoteHash()
  hash.append(quotes)
  return hash.digest()
}

/** The same, of columns that stay as they are: of those that many runs replay the hash is known after the first. */
export function hashColumnsOnce(columns: BarColumns): string {
  return once(knownColumns, columns, hashColumns)
}

/** The same of bid and ask columns. */
export function hashQuotesOnce(quotes: QuoteColumns): string {
  return once(knownQuotes, quotes, hashQuotes)
}

const knownColumns = new WeakMap<BarColumns, string>()
const knownQuotes = new WeakMap<QuoteColumns, string>()

function once<Columns extends object>(known: WeakMap<Columns, string>, columns: Columns, hash: (columns: Columns) => string): string {
  const hashed = known.get(columns) ?? hash(columns)
  known.set(columns, hashed)
  return hashed
}

/** What is hashed of a series: which instrument at which timeframe, and the numbers. */
export interface SeriesIdentity {
  readonly instrument: string
  readonly timeframe: Timeframe
  /** Hex sha256 of the columns. */
  readonly columns: string
}

/** One hash for all series of a run or dataset, whatever their order. Catalogs store it, so its form stays as it is. */
export function hashSeries(series: readonly SeriesIdentity[]): string {
  const key = (one: SeriesIdentity) => `${one.instrument}/${one.timeframe}`
  const sorted = [...series].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  return bytesHash('series/1:', JSON.stringify(sorted.map(({ instrument, timeframe, columns }) => [instrument, timeframe, columns])))
}

export function identify(series: BarSeries): SeriesIdentity {
  return { instrument: series.instrument.id, timeframe: series.timeframe, columns: hashColumns(series.columns) }
}

const blockRows = 8192
const bigEndian = endianness() === 'BE'

/** The values as little-endian IEEE bytes, −0 as 0. */
function appendDoubles(hash: Hash, values: Float64Array): void {
  const block = new Float64Array(Math.min(blockRows, values.length))
  for (let start = 0; start < values.length; start += blockRows) {
    const rows = Math.min(blockRows, values.length - start)
    for (let i = 0; i < rows; i++) block[i] = (values[start + i] as number) + 0
    const bytes = Buffer.from(block.buffer, 0, rows * 8)
    hash.update(bigEndian ? bytes.swap64() : bytes)
  }
}
