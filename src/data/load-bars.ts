// Loads bars for a run from wherever they are: a dataset of the catalog, or a CSV or Parquet file that was never imported.

import { basename, extname } from 'node:path'
import { type Timeframe, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { bundledCatalogFolder, openCatalog, type Selection, userCatalogFolder } from './catalog/catalog.js'
import { type ImportOptions, statedOptions } from './import/options.js'
import type { ReadBars } from './import/read-file.js'
import { hasBarEnding } from './import/sources/endings.js'
import { type LoadedBars, loadedBars } from './loaded-bars.js'
import { askedAdjustment, readSeries } from './reading.js'
import { isRemote, withLocalFiles } from './remote.js'
import { isMarketName, syntheticBars } from './synthetic/market-name.js'

/** For a dataset only the selection counts; for a file the import's options too. */
export interface LoadOptions extends Selection, ImportOptions {
  /** Where datasets are looked up: the user's catalog, then the bundled one, when absent. */
  readonly catalogFolders?: readonly string[] | undefined
}

/**
 * The bars of a dataset's name, of a file's path, or of a synthetic market that its name describes (`synthetic:20:5m`). A file is checked as an import would, and its bars hash as those of a dataset imported from it.
 * A path has a slash in it, as addresses of http, https and s3 have (see `remote.ts`), or the ending of a file of bars, such as `.csv` or `.zip`.
 */
export async function loadBars(nameOrPath: string, options: LoadOptions = {}): Promise<LoadedBars> {
  checkTimes(options)
  if (isMarketName(nameOrPath)) return syntheticBars(nameOrPath, options)
  if (isRemote(nameOrPath)) return loadRemote(nameOrPath, options)
  if (isPath(nameOrPath)) return loadFile(nameOrPath, options)
  const catalog = openCatalog(options.catalogFolders ?? [userCatalogFolder(), bundledCatalogFolder()])
  return catalog.loadDataset(nameOrPath, options)
}

/** A program may have given a date as a text, of which a catalog can make nothing. */
function checkTimes(options: LoadOptions): void {
  for (const name of ['from', 'to'] as const) {
    const time: unknown = options[name]
    if (time === undefined || Number.isFinite(time)) continue
    const example = typeof time === 'string' ? JSON.stringify(time) : '"2015-01-02"'
    throw new BenchError(
      'USAGE',
      `${name} is ${typeof time === 'number' ? time : JSON.stringify(time)}, and no time`,
      `give it in milliseconds since 1970: Date.parse(${example})`,
    )
  }
}

/** Whether a text is a file's path, and no name of a dataset. */
export function isPath(text: string): boolean {
  return /[\\/]/.test(text) || hasBarEnding(text)
}

async function loadRemote(url: string, options: LoadOptions): Promise<LoadedBars> {
  const { provenance, ...bars } = await withLocalFiles([url], options, ([file = '']) => loadFile(file, options))
  return { ...bars, provenance: { ...provenance, source: { ...provenance.source, url } } }
}

async function loadFile(file: string, options: LoadOptions): Promise<LoadedBars> {
  const stored = await storedTimeframe(file, options)
  const { readBarFile } = await importer()
  const { series, timeframe, source, adjusted, notes } = await readBarFile(file, { ...options, timeframe: stored })
  const asked = selected(series, options.instruments, file)
  const prices = { adjusted: adjusted ?? undefined }
  // One adjustment for all of a file, whichever of them had a split.
  const adjust = askedAdjustment(options, { ...prices, actions: asked.flatMap(({ actions }) => actions ?? []) }, timeframe)
  const read = asked.map(({ instrument, columns, actions }) => {
    const reading = { ...options, adjust: options.adjust === 'as-stored' ? options.adjust : adjust }
    return readSeries({ instrument, timeframe, columns }, { ...prices, actions: actions ?? undefined }, reading)
  })
  const kept = read.filter((one) => one.series.columns.length > 0)
  const [first] = kept
  if (first === undefined) throw new BenchError('NO_BARS', `${file} has no bars in that range`, 'widen --from and --to')
  const label = `file ${basename(file)}`
  const description = { name: basename(file, extname(file)), label, synthetic: false, timeframe: first.series.timeframe, source }
  const provenance = {
    ...description,
    adjusted: adjust,
    notes: [...new Set([...notes, ...kept.flatMap((one) => one.notes)])],
    options: statedOptions(options, timeframe),
  }
  return loadedBars(
    kept.map((one) => one.series),
    provenance,
  )
}

/** Loaded late: eighty files that a run on the catalog does not need. */
function importer(): Promise<typeof import('./import/read-file.js')> {
  return import('./import/read-file.js')
}

/** Those of a file's instruments that were asked for. */
function selected(series: readonly ReadBars[], ids: readonly string[] | undefined, file: string): readonly ReadBars[] {
  if (ids === undefined) return series
  return ids.map((id) => {
    const found = series.find(({ instrument }) => instrument.id === id)
    if (found !== undefined) return found
    const hint = `its bars are of ${series.map(({ instrument }) => instrument.id).join(', ')}; --symbol gives those of one instrument another id`
    throw new BenchError('UNKNOWN_INSTRUMENT', `${file} has no instrument ${id}`, hint)
  })
}

/** What the file's bars are: as they stand in it where the asked ones are longer and are made of them, else what the user says that they are. */
async function storedTimeframe(file: string, options: LoadOptions): Promise<Timeframe | undefined> {
  const asked = options.timeframe
  if (asked === undefined) return undefined
  const { timeframeOfFile } = await importer()
  const found = await timeframeOfFile(file, { ...options, timeframe: undefined }).catch((error: unknown) => {
    if (error instanceof BenchError) return null
    throw error
  })
  return found !== null && timeframeMs(found) < timeframeMs(asked) ? found : asked
}
