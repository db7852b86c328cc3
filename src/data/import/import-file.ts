// Imports files into a catalog: all of their bars, or nothing.

import { basename } from 'node:path'
import type { CorporateAction } from '../../model/corporate-action.js'
import type { Timeframe } from '../../model/time.js'
import type { Dataset, DatasetDescription } from '../catalog/dataset.js'
import { streamDataset, type WriteOptions } from '../catalog/write.js'
import { type ImportOptions, statedOptions, symbolOf } from './options.js'
import { sourceOf } from './read-file.js'
import { inOrder, type PartsReport, type ReadOptions, readParts } from './read-parts.js'
import { withParts } from './rows/open-parts.js'
import type { Part } from './rows/part.js'
import { planReading } from './series/plan-reading.js'

/** How the file is read, and what the dataset is called. */
export interface ImportFileOptions extends ReadOptions, WriteOptions {
  /** The dataset's name; the symbol and the timeframe in small letters when absent, such as `spy-1d`. */
  readonly name?: string | undefined
  /** What the bars are, for people; the symbol when absent. */
  readonly label?: string | undefined
}

/** Reads, checks and writes the file's bars as a dataset of the catalog folder. Memory stays bounded whatever the file's size. */
export async function importFile(file: string, catalogFolder: string, options: ImportFileOptions = {}): Promise<Dataset> {
  return withParts([file], options, (parts) => importParts(parts, catalogFolder, options))
}

/** The same for parts that are open already: of one series in any order, or the series of several instruments. */
export async function importParts(parts: readonly Part[], catalogFolder: string, options: ImportFileOptions = {}): Promise<Dataset> {
  const title = options.symbol ?? titleOf(parts)
  const name = options.name ?? (await datasetName(parts, options))
  return inOrder((order) =>
    streamDataset(catalogFolder, options, name, async (sink) => {
      const report = await readParts(parts, options, order, (one, bars, quotes) => sink(one.id, bars, quotes))
      const description = await describe(parts, report, name, options.label ?? title, options)
      return { description, instruments: report.instruments.map(({ instrument }) => instrument), actions: actionsOf(report) }
    }),
  )
}

/** The name that a dataset of the parts gets where the user gives none. Fails as the import does where the timeframe cannot be settled. */
export async function datasetName(parts: readonly Part[], options: ImportOptions): Promise<string> {
  return nameOf(options.symbol ?? titleOf(parts), (await planReading(parts, options)).barsAt)
}

/** The symbol where the parts have one, else the file. */
function titleOf(parts: readonly Part[]): string {
  const symbols = new Set(parts.map(({ layout }) => (layout.places.symbol === null ? layout.symbol : null)))
  const [symbol] = symbols
  if (symbols.size === 1 && typeof symbol === 'string') return symbol
  return symbolOf(basename(parts[0]?.source.path ?? ''))
}

/** `EUR/USD` and `1h` → `eur-usd-1h` */
function nameOf(title: string, timeframe: Timeframe): string {
  return `${title}-${timeframe}`.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')
}

async function describe(
  parts: readonly Part[],
  { timeframe, adjusted, notes }: PartsReport,
  name: string,
  label: string,
  options: ImportFileOptions,
): Promise<DatasetDescription> {
  const known = adjusted === null ? {} : { adjusted }
  const source = await sourceOf(parts)
  return { name, label, synthetic: false, notes, timeframe, source, ...known, options: statedOptions(options, timeframe) }
}

function actionsOf({ instruments }: PartsReport): ReadonlyMap<string, readonly CorporateAction[]> {
  return new Map(instruments.flatMap(({ instrument, actions }) => (actions === null ? [] : [[instrument.id, actions] as const])))
}
