// Writing a dataset so that a crash at any point leaves the old one readable: a temporary folder, a rename, then the pointer's rename.

import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BarColumns, BarSeries } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import { assert } from '../../std/assert.js'
import { BenchError } from '../../std/errors.js'
import { bytesHash } from '../../std/hash.js'
import { engineVersion } from '../../std/version.js'
import { hashSeries } from '../content-hash.js'
import { type Connection, withDuckDb } from '../duckdb.js'
import type { QuoteColumns } from '../quote-columns.js'
import { validateColumns } from '../validate-columns.js'
import { type Dataset, type DatasetDescription, type DatasetInstrument, datasetSchema, pointerFile } from './dataset.js'
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
  /** Splits and dividends by instrument id; of those whose source tells of them. */
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
    await writer.finish().catch(() => {})
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
  await sync(partial)
  await rename(partial, join(folder, dataset.version))
  const pointer = join(folder, pointerFile)
  const nextPointer = `${partial}.json`
  await writeFile(nextPointer, `${JSON.stringify(dataset, null, 2)}\n`)
  await sync(nextPointer)
  await rename(nextPointer, pointer)
  await sync(folder)
  await sync(dirname(folder))
  await removeOldVersions(folder, dataset.version)
  return dataset
}

/** The beginning of the hash; with a number behind it where a version of the same bars is there already, whole or damaged. */
function freeVersion(folder: string, dataHash: string): string {
  const version = dataHash.slice(0, 12)
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? version : `${version}-${attempt}`
    if (!existsSync(join(folder, name))) return name
  }
}

const partialPrefix = '.partial-'
let partials = 0

/** A folder of this process's own on the same file system. What crashed processes left is cleared first. */
async function makePartialFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const entry of await readdir(folder)) {
    if (isDebris(entry)) await rm(join(folder, entry), { recursive: true, force: true })
  }
  const partial = join(folder, `${partialPrefix}${process.pid}-${partials++}`)
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial)
  return partial
}

function isDebris(entry: string): boolean {
  return entry.startsWith(partialPrefix) && !isRunning(Number.parseInt(entry.slice(partialPrefix.length), 10))
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function removeOldVersions(folder: string, version: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const isOther = entry !== version && entry !== pointerFile && (!entry.startsWith(partialPrefix) || isDebris(entry))
    if (isOther) await rm(join(folder, entry), { recursive: true, force: true })
  }
}

function checkName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]*$/i.test(name)) return name
  const hint = 'use letters, digits, dots, dashes and underscores: --name my-data'
  throw new BenchError('USAGE', `'${name}' cannot name a dataset`, hint)
}
