// Datasets as views: one for each, `bars` over all of them, and `datasets` with what is known of each.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CatalogListing } from '../../data/catalog/catalog.js'
import { barFilesIn, type Dataset, partitionFolder } from '../../data/catalog/dataset.js'
import { type Connection, sqlFiles, sqlName, sqlText } from '../../data/duckdb.js'
import { addRows, type RowColumn } from './row-table.js'

export interface AddedViews {
  /** The views beside those that are always there. */
  readonly views: readonly string[]
  /** What was left out, and why. */
  readonly notes: readonly string[]
}

type ListedDataset = CatalogListing['datasets'][number]

/** Names of the views over all data, which no dataset or file of a run can take. */
export const reserved: readonly string[] = ['bars', 'datasets', 'runs']

/** Makes `bars` and `datasets` too. A dataset whose files cannot be opened is left out, and noted. */
export async function addBarViews(connection: Connection, { datasets, damaged }: CatalogListing): Promise<AddedViews> {
  await addRows(connection, 'datasets', datasetColumns, datasets)
  const notes = damaged.map(({ folder, message }) => `left out ${folder}: ${message}`)
  const views: string[] = []
  const selects: string[] = []
  for (const listed of datasets) {
    const { name } = listed.dataset
    try {
      const select = await barsOf(listed)
      const hasView = !reserved.includes(name.toLowerCase())
      if (hasView) await connection.run(`CREATE VIEW ${sqlName(name)} AS ${select}`)
      if (hasView) views.push(name)
      else notes.push(`dataset ${name} has no view of its own: it is in bars, where dataset = '${name}'`)
      selects.push(`SELECT ${sqlText(name)} AS dataset, * FROM (${select})`)
    } catch (error) {
      notes.push(`left out dataset ${name}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  await connection.run(`CREATE VIEW bars AS ${selects.length === 0 ? noBars : selects.join(' UNION ALL ')}`)
  return { views, notes }
}

const barFields = 'open_time, close_time, open, high, low, close, volume'

/**
 * The bars of all instruments, each file's instrument off its folder's name. The name goes through `|| ''` because DuckDB 1.5.5 fails inside
 * on `min(instrument)` of a plain partition column; partitions are still passed over where a condition on the instrument allows it.
 */
async function barsOf({ dataset, folder }: ListedDataset): Promise<string> {
  const files: string[] = []
  for (const { instrument } of dataset.instruments) {
    const partition = partitionFolder(join(folder, dataset.version), instrument.id)
    files.push(...barFilesIn(await readdir(partition)).map((file) => join(partition, file)))
  }
  const partitions = 'hive_partitioning = true, hive_types_autocast = false'
  return `SELECT instrument || '' AS instrument, ${barFields} FROM read_parquet(${sqlFiles(files)}, ${partitions})`
}

const noBars = `SELECT NULL::VARCHAR AS dataset, NULL::VARCHAR AS instrument, NULL::TIMESTAMPTZ AS open_time, NULL::TIMESTAMPTZ AS close_time,
  NULL::DOUBLE AS open, NULL::DOUBLE AS high, NULL::DOUBLE AS low, NULL::DOUBLE AS close, NULL::DOUBLE AS volume WHERE false`

const datasetColumns: readonly RowColumn<ListedDataset>[] = [
  { name: 'dataset', type: 'VARCHAR', read: ({ dataset }) => dataset.name },
  { name: 'label', type: 'VARCHAR', read: ({ dataset }) => dataset.label },
  { name: 'timeframe', type: 'VARCHAR', read: ({ dataset }) => dataset.timeframe },
  { name: 'instruments', type: 'BIGINT', read: ({ dataset }) => dataset.instruments.length },
  { name: 'bars', type: 'BIGINT', read: ({ dataset }) => dataset.instruments.reduce((sum, { rows }) => sum + rows, 0) },
  { name: 'from_time', type: 'TIMESTAMPTZ', read: ({ dataset }) => Math.min(...dataset.instruments.map(({ from }) => from)) },
  { name: 'to_time', type: 'TIMESTAMPTZ', read: ({ dataset }) => Math.max(...dataset.instruments.map(({ to }) => to)) },
  { name: 'synthetic', type: 'BOOLEAN', read: ({ dataset }) => dataset.synthetic },
  { name: 'adjusted', type: 'VARCHAR', read: ({ dataset }) => dataset.adjusted ?? null },
  { name: 'source', type: 'VARCHAR', read: ({ dataset }: { dataset: Dataset }) => dataset.source.name },
  { name: 'license', type: 'VARCHAR', read: ({ dataset }) => dataset.source.license ?? null },
  { name: 'data_hash', type: 'VARCHAR', read: ({ dataset }) => dataset.dataHash },
  { name: 'folder', type: 'VARCHAR', read: ({ folder }) => folder },
]
