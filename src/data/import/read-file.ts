// Reads files as valid bars into memory, and says what it found: for a run on a file that was never imported, and for scripts.

import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { BarColumns } from '../../model/bar.js'
import type { Timeframe } from '../../model/time.js'
import type { Source } from '../catalog/dataset.js'
import { concatColumns } from '../columns.js'
import type { ImportOptions } from './options.js'
import { inOrder, type PartsReport, type ReadInstrument, type ReadOptions, readParts } from './read-parts.js'
import { withParts } from './rows/open-parts.js'
import type { Part } from './rows/part.js'
import { planReading } from './series/plan-reading.js'
import type { RowOrder } from './series/sort-rows.js'

/** The bars of one instrument of a file. */
export interface ReadBars extends ReadInstrument {
  readonly columns: BarColumns
}

export interface FileBars extends Omit<PartsReport, 'instruments'> {
  readonly series: readonly ReadBars[]
  readonly source: Source
}

/**
 * All bars of a file. Every row is checked; when one is faulty, `FaultyRows` (`BAD_DATA`) names up to twenty and counts all. Also `NO_SUCH_FILE`,
 * `NO_BARS`, and `USAGE` where an option is needed.
 */
export async function readBarFile(file: string, options: ReadOptions = {}): Promise<FileBars> {
  return withParts([file], options, (parts) => inOrder((order) => collect(parts, options, order)))
}

/** The timeframe of the bars that `readBarFile` gives, off the file's first rows. Fails as it does. */
export async function timeframeOfFile(file: string, options: ImportOptions): Promise<Timeframe> {
  return withParts([file], options, async (parts) => (await planReading(parts, options)).barsAt)
}

/** Where the bars of parts come from: a file, or several with one hash of theirs. */
export async function sourceOf(parts: readonly Part[]): Promise<Source> {
  const files = [...new Map(parts.map(({ source }) => [source.path, source])).values()]
  const names = files.map(({ path }) => basename(path))
  const hashes: string[] = []
  for (const file of files) hashes.push(await file.sha256())
  const name = files.length === 1 ? (names[0] as string) : `${names[0]} and ${files.length - 1} more`
  const sha256 = hashes.length === 1 ? (hashes[0] as string) : createHash('sha256').update(hashes.join('\n')).digest('hex')
  return { name, sha256, bytes: parts.reduce((sum, { source }) => sum + source.bytes, 0) }
}

async function collect(parts: readonly Part[], options: ReadOptions, order: RowOrder): Promise<FileBars> {
  const batches = new Map<string, BarColumns[]>()
  const { instruments, ...report } = await readParts(parts, options, order, ({ id }, bars) => {
    const own = batches.get(id) ?? []
    batches.set(id, own)
    own.push(concatColumns([bars]))
  })
  const series = instruments.map((one): ReadBars => ({ ...one, columns: concatColumns(batches.get(one.instrument.id) ?? []) }))
  return { ...report, series, source: await sourceOf(parts) }
}
