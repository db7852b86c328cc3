// `bench data ls`: what can be given to --data, and folders of the catalog that cannot be read.

import { join } from 'node:path'
import { bundledCatalogFolder, openCatalog, userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import { folderBytes } from '../../data/catalog/remove.js'
import { sizeText } from '../terminal/size.js'
import { table } from '../terminal/table.js'
import type { DataListOptions } from './catalog-options.js'

/** With a pattern, those whose name it covers: `spx*`. */
export async function dataList(pattern: string | undefined, options: DataListOptions): Promise<void> {
  const catalog = openCatalog([userCatalogFolder(options.catalog), bundledCatalogFolder()])
  const { datasets, damaged } = await catalog.listDatasets()
  for (const { folder, message } of damaged) process.stderr.write(`CATALOG_DAMAGED: ${folder}: ${message}\n`)
  const chosen = datasets.filter(({ dataset }) => pattern === undefined || covers(pattern, dataset.name))
  const listed = await Promise.all(chosen.map(measured))
  if (options.json) process.stdout.write(`${JSON.stringify({ schema: 'bench.data/1', datasets: listed, damaged })}\n`)
  else if (listed.length === 0) process.stdout.write(`${nothing(pattern, datasets.length)}\n`)
  else process.stdout.write(`${list(listed)}\n`)
}

interface ListedDataset extends Dataset {
  readonly folder: string
  /** Size on the disk of the version in force; null where it is not there. */
  readonly bytes: number | null
}

async function measured({ dataset, folder }: { readonly dataset: Dataset; readonly folder: string }): Promise<ListedDataset> {
  return { ...dataset, folder, bytes: await folderBytes(join(folder, dataset.version)).catch(() => null) }
}

/** `*` stands for any signs and `?` for one; case is ignored. */
function covers(pattern: string, name: string): boolean {
  const source = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(name)
}

function nothing(pattern: string | undefined, known: number): string {
  return pattern === undefined || known === 0 ? 'no datasets yet: bench data import FILE makes one' : `no dataset's name is like ${pattern}`
}

const head = ['name', 'bars of', 'instruments', 'bars', 'from', 'to', 'adjusted', 'size', 'data', 'what they are']

function list(datasets: readonly ListedDataset[]): string {
  const rows = datasets.map(({ name, timeframe, instruments, label, synthetic, adjusted, bytes, dataHash }) => {
    const bars = instruments.reduce((sum, { rows }) => sum + rows, 0)
    return [
      name,
      timeframe,
      namesOf(instruments),
      bars.toLocaleString('en-US'),
      day(Math.min(...instruments.map(({ from }) => from))),
      day(Math.max(...instruments.map(({ to }) => to))),
      adjusted ?? 'unknown',
      bytes === null ? 'missing' : sizeText(bytes),
      dataHash.slice(0, 12),
      synthetic && !/synthetic/i.test(label) ? `synthetic: ${label}` : label,
    ]
  })
  return table(head, rows, [3, 7])
}

/** The names of a few, the number of many. */
function namesOf(instruments: Dataset['instruments']): string {
  return instruments.length > 3 ? String(instruments.length) : instruments.map(({ instrument }) => instrument.id).join(', ')
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
