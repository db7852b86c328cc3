// A catalog finds datasets by name in its folders: the user's own first, then the bundled ones.

import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BarColumns } from '../../model/bar.js'
import { listed } from '../../model/instrument.js'
import { nearest } from '../../std/did-you-mean.js'
import type { Environment } from '../../std/environment.js'
import { BenchError } from '../../std/errors.js'
import type { StoredPrices } from '../adjust.js'
import { readBars, readQuotes, type TimeRange } from '../bar-parquet.js'
import { hashColumns, hashQuotes } from '../content-hash.js'
import { type Connection, withDuckDb } from '../duckdb.js'
import { type LoadedBars, type LoadedSeries, loadedBars } from '../loaded-bars.js'
import { quotesBeside } from '../quotes-beside.js'
import { askedAdjustment, type Reading, rangeToLoad, readSeries } from '../reading.js'
import { validateOnce } from '../validate-columns.js'
import { barFilesIn, type Dataset, type DatasetInstrument, partitionFolder, readDataset } from './dataset.js'

/** Which part of a dataset to load, and how to read it. */
export interface Selection extends TimeRange, Reading {
  /** Instrument ids; all when absent. */
  readonly instruments?: readonly string[] | undefined
  /** Whether to read the bid and ask beside the bars too, where there are any. */
  readonly quotes?: boolean | undefined
}

export interface CatalogListing {
  readonly datasets: readonly FoundDataset[]
  /** Folders whose pointer cannot be read. */
  readonly damaged: readonly { readonly folder: string; readonly message: string }[]
}

export interface FoundDataset {
  readonly dataset: Dataset
  readonly folder: string
}

export interface Catalog {
  readonly folders: readonly string[]
  /** All datasets by name; one in an earlier folder hides its namesakes. */
  listDatasets(): Promise<CatalogListing>
  /** The dataset and the folder that it is in, or `UNKNOWN_DATASET` with the nearest name. */
  findDataset(name: string): Promise<FoundDataset>
  /** The bars, checked against their hash when whole, then as the selection wants to read them. Also `UNKNOWN_INSTRUMENT`, `NO_BARS`, `CATALOG_DAMAGED`, `USAGE`. */
  loadDataset(name: string, selection?: Selection): Promise<LoadedBars>
}

/** Opens a catalog over folders, the first of which wins. Nothing is read yet; a folder that is not there is an empty one. */
export function openCatalog(folders: readonly string[]): Catalog {
  const unique = [...new Set(folders.map((folder) => resolve(folder)))]
  const findDataset: Catalog['findDataset'] = (name) => find(unique, name)
  return {
    folders: unique,
    listDatasets: () => list(unique),
    findDataset,
    loadDataset: async (name, selection = {}) => loadCurrent(await findDataset(name), () => findDataset(name), selection),
  }
}

/** The folder that imports go to: `--catalog`, else `BENCH_CATALOG`, else `datasets` under the current folder. */
export function userCatalogFolder(flag?: string, environment: Environment = process.env): string {
  return resolve(flag ?? environment.BENCH_CATALOG ?? 'datasets')
}

/** The folder of the datasets that come with the package. */
export function bundledCatalogFolder(): string {
  return fileURLToPath(new URL('../../../datasets', import.meta.url))
}

async function list(folders: readonly string[]): Promise<CatalogListing> {
  const datasets = new Map<string, FoundDataset>()
  const damaged: { folder: string; message: string }[] = []
  for (const root of folders) {
    for (const name of await namesIn(root)) {
      const folder = join(root, name)
      try {
        const dataset = await readDataset(folder)
        if (dataset !== null && !datasets.has(name)) datasets.set(name, { dataset, folder })
      } catch (error) {
        if (!(error instanceof BenchError)) throw error
        damaged.push({ folder, message: error.message })
      }
    }
  }
  return { datasets: [...datasets.values()].sort((a, b) => (a.dataset.name < b.dataset.name ? -1 : 1)), damaged }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

async function find(folders: readonly string[], name: string): Promise<FoundDataset> {
  for (const root of folders) {
    const folder = join(root, name)
    const dataset = /[\\/]|^\.*$/.test(name) ? null : await readDataset(folder)
    if (dataset !== null) return { dataset, folder }
  }
  const names = (await list(folders)).datasets.map(({ dataset }) => dataset.name)
  const close = nearest(name, names)
  const known = names.length === 0 ? 'no dataset is there yet; `bench data import FILE` makes one' : `known: ${names.join(', ')}`
  throw new BenchError(
    'UNKNOWN_DATASET',
    `no dataset or file is called '${name}'`,
    close === null ? known : `did you mean \`${close}\`? ${known}`,
  )
}

/** A dataset that is replaced while it is read loses its files: what is found damaged is read again where the pointer has moved on. */
async function loadCurrent(found: FoundDataset, findAgain: () => Promise<FoundDataset>, selection: Selection): Promise<LoadedBars> {
  try {
    return await load(found, selection)
  } catch (error) {
    if (!(error instanceof BenchError) || error.code !== 'CATALOG_DAMAGED') throw error
    const current = await findAgain()
    if (current.folder === found.folder && current.dataset.version === found.dataset.version) throw error
    return loadCurrent(current, findAgain, selection)
  }
}

async function load({ dataset, folder }: FoundDataset, selection: Selection): Promise<LoadedBars> {
  const selected = selectInstruments(dataset, selection.instruments)
  const adjust = askedAdjustment(selection, pricesOf(dataset, selected), dataset.timeframe)
  const reading = { ...selection, adjust }
  const series: LoadedSeries[] = []
  const notes: string[] = []
  await withDuckDb(async (connection) => {
    for (const entry of selected) {
      const read = await loadSeries(connection, dataset, folder, entry, reading)
      if (read.series.columns.length === 0) continue
      series.push(read.series)
      notes.push(...read.notes)
    }
  })
  if (series.length === 0) {
    const spans = selected.map(({ instrument, from, to }) => `${instrument.id} ${day(from)} to ${day(to)}`)
    throw new BenchError('NO_BARS', `dataset ${dataset.name} has no bars in that range`, `it holds ${spans.slice(0, 3).join(', ')}`)
  }
  const { timeframe = dataset.timeframe } = reading
  return loadedBars(series, { ...dataset, timeframe, adjusted: adjust, notes: [...dataset.notes, ...fewOf(notes)] })
}

/** Each note once, and of very many instruments the first ones. */
function fewOf(notes: readonly string[]): readonly string[] {
  const unique = [...new Set(notes)]
  const shown = 10
  return unique.length <= shown ? unique : [...unique.slice(0, shown), `and ${unique.length - shown} more such notes`]
}

/** What the dataset knows of the prices of some of its instruments. Where it tells of any, one of which it tells nothing had no splits and no dividends. */
function pricesOf({ adjusted, instruments }: Dataset, selected: readonly DatasetInstrument[]): StoredPrices {
  const isTold = instruments.some(({ actions }) => actions !== undefined)
  return { adjusted, actions: isTold ? selected.flatMap(({ actions = [] }) => actions) : undefined }
}

function selectInstruments(dataset: Dataset, ids: readonly string[] | undefined): readonly DatasetInstrument[] {
  if (ids === undefined) return dataset.instruments
  return [...new Set(ids)].map((id) => {
    const entry = dataset.instruments.find(({ instrument }) => instrument.id === id)
    if (entry !== undefined) return entry
    const known = dataset.instruments.map(({ instrument }) => instrument.id)
    const close = nearest(id, known)
    const hint = `${close === null ? '' : `did you mean \`${close}\`? `}it holds ${known.join(', ')}`
    throw new BenchError('UNKNOWN_INSTRUMENT', `dataset ${dataset.name} has no instrument '${id}'`, hint)
  })
}

async function loadSeries(
  connection: Connection,
  dataset: Dataset,
  folder: string,
  entry: DatasetInstrument,
  reading: Selection,
): Promise<{ readonly series: LoadedSeries; readonly notes: readonly string[] }> {
  const instrument = listed(entry.instrument)
  const where = `dataset ${dataset.name}, ${instrument.id}`
  const partition = partitionFolder(join(folder, dataset.version), instrument.id)
  const files = barFilesIn(await namesIn(partition))
  if (files.length === 0) throw damaged(where, `no bars in ${partition}`)
  const paths = files.map((file) => join(partition, file))
  const columns = await readBars(connection, paths, rangeToLoad(dataset.timeframe, reading)).catch((error: unknown) => {
    throw error instanceof BenchError ? error : damaged(where, (error as Error).message, error)
  })
  validateOnce(columns, instrument, where)
  const isWhole = reading.from === undefined && reading.to === undefined
  const storedHash = isWhole ? checkedHash(columns, entry, where) : null
  const stored = { instrument, timeframe: dataset.timeframe, columns }
  const { series, notes } = readSeries(stored, pricesOf(dataset, [entry]), reading)
  const dataHash = storedHash !== null && series.columns === columns ? storedHash : hashColumns(series.columns)
  if (reading.quotes !== true || entry.quotesHash === undefined) return { series: { ...series, dataHash }, notes }
  const quotes = await readQuotes(connection, paths, rangeToLoad(dataset.timeframe, reading))
  if (quotes === null || (isWhole && hashQuotes(quotes) !== entry.quotesHash))
    throw damaged(where, 'bid and ask are not those that were written')
  return { series: { ...series, quotes: quotesBeside(series, stored, quotes), dataHash }, notes }
}

/** The bars on the disk must be those that were written. */
function checkedHash(columns: BarColumns, { hash }: DatasetInstrument, where: string): string {
  const found = hashColumns(columns)
  if (found === hash) return found
  throw damaged(where, `the bars are not those that were written: hash ${found}, expected ${hash}`)
}

function damaged(where: string, message: string, cause?: unknown): BenchError {
  return new BenchError('CATALOG_DAMAGED', `${where}: ${message}`, 'import the data again with --replace', { cause })
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
