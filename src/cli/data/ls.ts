// `bench data ls`: what can be given to --data, and folders of the catalog that cannot be read.

import { bundledCatalogFolder, openCatalog, userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import { table } from '../terminal/table.js'
import type { DataListOptions } from './options.js'

export async function dataList(options: DataListOptions): Promise<void> {
  const catalog = openCatalog([userCatalogFolder(options.catalog), bundledCatalogFolder()])
  const { datasets, damaged } = await catalog.listDatasets()
  for (const { folder, message } of damaged) process.stderr.write(`CATALOG_DAMAGED: ${folder}: ${message}\n`)
  if (options.json)
    process.stdout.write(`${JSON.stringify({ schema: 'bench.data/1', datasets: datasets.map(({ dataset }) => dataset), damaged })}\n`)
  else if (datasets.length === 0) process.stdout.write('no datasets yet: bench data import FILE makes one\n')
  else process.stdout.write(`${list(datasets.map(({ dataset }) => dataset))}\n`)
}

function list(datasets: readonly Dataset[]): string {
  const rows = datasets.map(({ name, timeframe, instruments, label, synthetic }) => {
    const bars = instruments.reduce((sum, { rows }) => sum + rows, 0)
    const from = Math.min(...instruments.map(({ from }) => from))
    const to = Math.max(...instruments.map(({ to }) => to))
    return [
      name,
      timeframe,
      namesOf(instruments),
      bars.toLocaleString('en-US'),
      day(from),
      day(to),
      synthetic && !/synthetic/i.test(label) ? `synthetic: ${label}` : label,
    ]
  })
  return table(['name', 'bars of', 'instruments', 'bars', 'from', 'to', 'what they are'], rows, [3])
}

/** The names of a few, the number of many. */
function namesOf(instruments: Dataset['instruments']): string {
  return instruments.length > 3 ? String(instruments.length) : instruments.map(({ instrument }) => instrument.id).join(', ')
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
