// What a catalog says of a dataset, in its `dataset.json`: the pointer to the version in force, and where the bars come from.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Adjustment, CorporateAction } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import type { EpochMs, Timeframe } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'

export const datasetSchema = 'bench.dataset/1'

/** The file that points at the version in force. */
export const pointerFile = 'dataset.json'

/** The bars of one instrument in a dataset. */
export interface DatasetInstrument {
  readonly instrument: Instrument
  readonly rows: number
  /** Open of the first bar, close of the last. */
  readonly from: EpochMs
  readonly to: EpochMs
  /** Hex sha256 of the columns. */
  readonly hash: string
  /** Hex sha256 of the bid and ask columns beside them; absent where there are none. */
  readonly quotesHash?: string | undefined
  /** Splits, dividends, changes of ticker, a listing and a delisting that the source told, by ex-date; absent where it told none. */
  readonly actions?: readonly CorporateAction[] | undefined
}

/** Where bars come from: a file that somebody had, a download, or a generator. */
export interface Source {
  /** For people: `vega-datasets 3.2.1, data/sp500-2000.csv`, or a file as it was named. */
  readonly name: string
  readonly url?: string | undefined
  readonly license?: string | undefined
  /** Hex sha256 and size of the file that was read; absent for generated bars. */
  readonly sha256?: string | undefined
  readonly bytes?: number | undefined
}

/** What whoever makes a dataset says of it. */
export interface DatasetDescription {
  readonly name: string
  /** What the bars are, such as `S&P 500 index, daily, price only`. */
  readonly label: string
  readonly synthetic: boolean
  /** Things to know before believing a result: `price only: no dividends`. */
  readonly notes: readonly string[]
  readonly timeframe: Timeframe
  readonly source: Source
  /** What the stored prices are adjusted for; absent where nobody knows. */
  readonly adjusted?: Adjustment | undefined
  /** The options of the import or of the generator. */
  readonly options: Readonly<Record<string, string | number | boolean>>
}

/** The description, and what was written. */
export interface Dataset extends DatasetDescription {
  readonly schema: typeof datasetSchema
  /** The version of the workbench that wrote it. */
  readonly engineVersion: string
  /** The folder under the dataset's own that holds the bars: the beginning of `dataHash`. */
  readonly version: string
  /** Hash of all series, hex sha256. */
  readonly dataHash: string
  readonly instruments: readonly DatasetInstrument[]
}

/** The dataset of a folder, or null when it has no pointer file. A pointer that cannot be read is `CATALOG_DAMAGED`. */
export async function readDataset(folder: string): Promise<Dataset | null> {
  const file = join(folder, pointerFile)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
  if (text === null) return null
  const parsed = parseJson(text)
  if (isDataset(parsed)) return parsed
  const hint = `import the data again with --replace, or delete ${folder}`
  throw new BenchError('CATALOG_DAMAGED', `${file} is not a ${datasetSchema} file`, hint)
}

/**
 * The folder with the bars of one instrument. Hive style, so that DuckDB, pandas and polars read `instrument` as a column. Fails as `refuseLongId` does.
 */
export function partitionFolder(versionFolder: string, instrument: string): string {
  refuseLongId(instrument)
  return join(versionFolder, `instrument=${encodeURIComponent(instrument)}`)
}

/** A folder's name may have 255 bytes on the usual file systems, and a prefix stands before the id. */
const longestId = 200

/** An id that no folder can be named by is `BAD_DATA`. */
export function refuseLongId(instrument: string): void {
  const { length } = encodeURIComponent(instrument)
  if (length <= longestId) return
  const message = `an instrument's id takes ${length} bytes as a folder's name, and ${longestId} is the most: ${instrument.slice(0, 40)}…`
  throw new BenchError('BAD_DATA', message, 'is that column its symbol? a shorter one for a file of one instrument: --symbol SPY')
}

/** The name of a partition's file: `bars.parquet`, then `bars-000001.parquet` and on for long series. */
export function barFile(index: number): string {
  return index === 0 ? 'bars.parquet' : `bars-${String(index).padStart(6, '0')}.parquet`
}

/** Those of a folder's entries that hold bars, in the order of time. */
export function barFilesIn(entries: readonly string[]): string[] {
  const numbered = /^bars-(\d+)\.parquet$/
  const index = (name: string) => (name === barFile(0) ? 0 : Number(numbered.exec(name)?.[1]))
  return entries.filter((name) => !Number.isNaN(index(name))).sort((a, b) => index(a) - index(b))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isDataset(value: unknown): value is Dataset {
  const dataset = value as Partial<Dataset> | null | undefined
  return (
    dataset?.schema === datasetSchema &&
    [dataset.name, dataset.label, dataset.version, dataset.dataHash, dataset.timeframe].every((text) => typeof text === 'string') &&
    Array.isArray(dataset.instruments) &&
    dataset.instruments.every((one) => typeof one?.instrument?.id === 'string' && typeof one.rows === 'number')
  )
}
