// Imports a CSV or Parquet file into a catalog: the whole file, or nothing.

import type { Timeframe } from '../../model/time.js'
import type { Dataset } from '../catalog/dataset.js'
import { streamDataset, type WriteOptions } from '../catalog/write.js'
import { type ImportOptions, statedOptions, symbolOf } from './options.js'
import { readBarFile, timeframeOfFile } from './read-file.js'

export interface ImportFileOptions extends ImportOptions, WriteOptions {
  /** The dataset's name; the symbol and the timeframe in small letters when absent, such as `spy-1d`. */
  readonly name?: string | undefined
  /** What the bars are, for people; the symbol when absent. */
  readonly label?: string | undefined
}

/** Reads, checks and writes the file's bars as a dataset of the catalog folder. Memory stays bounded whatever the file's size. */
export async function importFile(file: string, catalogFolder: string, options: ImportFileOptions = {}): Promise<Dataset> {
  const symbol = options.symbol ?? symbolOf(file)
  const name = options.name ?? nameOf(symbol, await timeframeOfFile(file, options))
  return streamDataset(catalogFolder, options, name, async (sink) => {
    const { instrument, timeframe, source, notes } = await readBarFile(file, options, (one, batch) => sink(one.id, batch))
    const description = { name, label: options.label ?? symbol, synthetic: false, notes, timeframe, source }
    return { description: { ...description, options: statedOptions(options, timeframe) }, instruments: [instrument] }
  })
}

/** `EUR/USD` and `1h` → `eur-usd-1h` */
function nameOf(symbol: string, timeframe: Timeframe | null): string {
  return `${symbol}-${timeframe ?? 'bars'}`.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')
}
