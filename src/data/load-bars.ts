// Loads bars for a run from wherever they are: a dataset of the catalog, or a CSV or Parquet file that was never imported.

import { basename, extname } from 'node:path'
import type { BarColumns } from '../model/bar.js'
import { BenchError } from '../std/errors.js'
import { bundledCatalogFolder, openCatalog, type Selection, userCatalogFolder } from './catalog/catalog.js'
import { concatColumns, sliceByTime } from './columns.js'
import { type ImportOptions, statedOptions } from './import/options.js'
import { readBarFile } from './import/read-file.js'
import { type LoadedBars, loadedBars } from './loaded-bars.js'

/** For a dataset only the selection counts; for a file the import's options too. */
export interface LoadOptions extends Selection, ImportOptions {
  /** Where datasets are looked up: the user's catalog, then the bundled one, when absent. */
  readonly catalogFolders?: readonly string[] | undefined
}

/**
 * The bars of a dataset's name or of a file's path. A file is checked as an import would, and its bars hash as those of a dataset imported from it.
 * A path has a slash in it or ends in `.csv`, `.txt` or `.parquet`.
 */
export async function loadBars(nameOrPath: string, options: LoadOptions = {}): Promise<LoadedBars> {
  if (isPath(nameOrPath)) return loadFile(nameOrPath, options)
  const catalog = openCatalog(options.catalogFolders ?? [userCatalogFolder(), bundledCatalogFolder()])
  return catalog.loadDataset(nameOrPath, options)
}

function isPath(text: string): boolean {
  return /[\\/]|\.(csv|txt|parquet)$/i.test(text)
}

async function loadFile(file: string, options: LoadOptions): Promise<LoadedBars> {
  const batches: BarColumns[] = []
  const { instrument, timeframe, source, notes } = await readBarFile(file, options, (_, batch) => {
    batches.push(batch)
  })
  if (options.instruments !== undefined && !options.instruments.includes(instrument.id)) {
    const hint = `its bars are of ${instrument.id}; --symbol gives them another id`
    throw new BenchError('UNKNOWN_INSTRUMENT', `${file} has no instrument ${options.instruments.join(', ')}`, hint)
  }
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = options
  const columns = sliceByTime(concatColumns(batches), from, to)
  if (columns.length === 0) throw new BenchError('NO_BARS', `${file} has no bars in that range`, 'widen --from and --to')
  const label = `file ${basename(file)}`
  const description = { name: basename(file, extname(file)), label, synthetic: false, notes, timeframe, source }
  return loadedBars([{ instrument, timeframe, columns }], { ...description, options: statedOptions(options, timeframe) })
}
