// Writing a dataset so that a crash at any point leaves the old one readable: a temporary folder, a rename, then the pointer's rename.

import { existsSync } from 'node:fs'
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BarColumns, BarSeries, QuoteColumns } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import { assert } from '../../std/assert.js'
import { BenchError } from '../../std/errors.js'
import { bytesHash } from '../../std/hash.js'
import { engineVersion } from '../../std/version.js'
import { hashSeries } from '../content-hash.js'
import { type Connection, withDuckDb } from '../duckdb.js'
import { validateColumns } from '../validate-columns.js'
import { bundledCatalogFolder } from './catalog.js'
import { type Dataset, type DatasetDescription, type DatasetInstrument, datasetSchema, pointerFile } from './dataset.js'
import { bundledDatasets } from './remove.js'
import { freeVersion, nextPartial, removeDebris, removeVersions } from './versions.js'
import { PartitionWriter, sync } from './write-partitions.js'

export interface WriteOptions {
  /** Put the new bars in the place of a dataset with the same name; without it that is `DATASET_EXISTS`. */
  readonly replace?: boolean | undefined
}

/**
 * Takes the bars of one instrument, named by its id, batch by batch in the order of time, and copies them. Nothing is visible before the whole dataset is
 * written.
 */
export type BarSink = (instrument: string, batch: BarColumns, quotes?: QuoteColumns | null) => Promise<void>

/** What is known of a dataset once its last bar was sent. */
export interface StreamedDataset {
  readonly description: DatasetDescription
  /** Those that had bars, in the order in which they are stored. */
  readonly instruments: readonly Instrument[]
  /** Corporate actions by instrument id; of those whose source tells of them. */
  readonly actions?: ReadonlyMap<string, readonly CorporateAction[]> | undefined
}

/** Writes whole series as a dataset of the catalog folder and returns its pointer. */
export async function writeDataset(
  catalogFolder: string,
  description: DatasetDescription,
  series: readonly BarSeries[],
  options: WriteOptions = {},
): Promise<Dataset> {
  for (const { instrument, columns, timeframe } of series) {
    assert(timeframe === description.timeframe, `${instrument.id} has the dataset's timeframe`)
    validateColumns(columns, instrument, instrument.id)
  }
  return streamDataset(catalogFolder, options, description.name, async (sink) => {
    for (const { instrument, columns } of series) await sink(instrument.id, columns)
    return { description, instruments: series.map((one) => one.instrument) }
  })
}

/**
 * Writes a dataset from bars that arrive in batches, already validated: memory stays bounded whatever their number. `produce` sends them to the
 * sink and returns what they are; when it throws, the catalog is as it was.
 */
export async function streamDataset(
  catalogFolder: string,
  options: WriteOptions,
  name: string,
  produce: (sink: BarSink) => Promise<StreamedDataset>,
): Promise<Dataset> {
  const folder = join(catalogFolder, checkName(name))
  if (existsSync(join(folder, pointerFile)) && options.replace !== true) {
    throw new BenchError('DATASET_EXISTS', `dataset ${name} is already in ${catalogFolder}`, 'give another --name, or --replace it')
  }
  refuseShadow(catalogFolder, name, options)
  const partial = await makePartialFolder(folder)
  try {
    const dataset = await withDuckDb((connection) => fillPartial(connection, partial, produce))
    if (dataset.instruments.length === 0) throw new BenchError('NO_BARS', `dataset ${name} would have no bars`, 'the source has no rows')
    return await publish(folder, partial, dataset)
  } catch (error) {
    throw isDiskFull(error) ? diskFull(catalogFolder, error) : error
  } finally {
    await rm(partial, { recursive: true, force: true })
    // A first import that failed leaves no empty folder behind; one with bars in it stays.
    await rmdir(folder).catch(() => {})
  }
}

/** A dataset of the user's hides the one of its name that comes with the package. */
function refuseShadow(catalogFolder: string, name: string, { replace }: WriteOptions): void {
  if (replace === true || resolve(catalogFolder) === resolve(bundledCatalogFolder()) || !bundledDatasets.includes(name)) return
  const message = `dataset ${name} comes with the package, and one of that name would hide it`
  throw new BenchError('DATASET_EXISTS', message, 'take another name; or hide it with --replace')
}

/** Node has a code for it, DuckDB a message. */
function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    /ENOSPC|EDQUOT|No space left|disk is full|disk quota/i.test(`${(error as NodeJS.ErrnoException).code} ${error.message}`)
  )
}

function diskFull(catalogFolder: string, cause: unknown): BenchError {
  const hint = 'free some space, or import to a folder of another disk: --catalog DIR'
  return new BenchError('DISK_FULL', `${catalogFolder}: no space is left on the disk; the catalog is as it was`, hint, { cause })
}

async function fillPartial(connection: Connection, partial: string, produce: (sink: BarSink) => Promise<StreamedDataset>) {
  const writer = new PartitionWriter(connection, partial)
  try {
    const { description, instruments, actions } = await produce((id, bars, quotes = null) => writer.append(id, bars, quotes))
    const written: DatasetInstrument[] = []
    for (const instrument of instruments) {
      const partition = await writer.close(instrument.id)
      const known = actions?.get(instrument.id)
      written.push({ instrument, ...partition, ...(known === undefined ? {} : { actions: known }) })
    }
    await writer.finish()
    return describe(description, written)
  } catch (error) {
    // The database may not be closed under a file that it still writes.
    await writer.abandon()
    throw error
  }
}

function describe(description: DatasetDescription, instruments: readonly DatasetInstrument[]): Omit<Dataset, 'version'> {
  const { timeframe } = description
  const identities = instruments.map(({ instrument, hash, quotesHash }) => {
    return { instrument: instrument.id, timeframe, columns: quotesHash === undefined ? hash : bytesHash('quotes/1:', hash, quotesHash) }
  })
  return { schema: datasetSchema, engineVersion: engineVersion(), ...description, dataHash: hashSeries(identities), instruments }
}

/** Moves the finished folder to its version, then the pointer. Only the last rename makes the new version the dataset's. */
async function publish(folder: string, partial: string, content: Omit<Dataset, 'version'>): Promise<Dataset> {
  const dataset: Dataset = { ...content, version: freeVersion(folder, content.dataHash) }
  const version = join(folder, dataset.version)
  await sync(partial)
  await rename(partial, version)
  const nextPointer = `${partial}.json`
  try {
    await writeFile(nextPointer, `${JSON.stringify(dataset, null, 2)}\n`)
    await sync(nextPointer)
    await rename(nextPointer, join(folder, pointerFile))
  } catch (error) {
    // Nothing points at the version: it goes, and what cannot be removed may not hide why.
    await Promise.allSettled([rm(version, { recursive: true }), rm(nextPointer, { force: true })])
    throw error
  }
  await sync(folder)
  await sync(dirname(folder))
  await removeVersions(folder, dataset.version)
  return dataset
}

/** A folder of this process's own on the same file system. What crashed processes left is cleared first. */
async function makePartialFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await removeDebris(folder)
  const partial = join(folder, nextPartial())
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial)
  return partial
}

function checkName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,199}$/i.test(name)) return name
  const hint = 'use up to 200 letters, digits, dots, dashes and underscores: --name my-data'
  throw new BenchError('USAGE', `'${name}' cannot name a dataset`, hint)
}
