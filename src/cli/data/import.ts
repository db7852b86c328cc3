// `bench data import`: files into the catalog, each whole or not at all.

import { userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import { importFile } from '../../data/import/import-file.js'
import { BenchError } from '../../std/errors.js'
import { type DataImportOptions, importOptionsOf } from './options.js'

export async function dataImport(files: readonly string[], options: DataImportOptions): Promise<void> {
  if (files.length > 1 && (options.symbol !== undefined || options.name !== undefined))
    throw new BenchError('USAGE', `--symbol and --name name one file, got ${files.length}`, 'import the files one by one')
  const folder = userCatalogFolder(options.catalog)
  const { name, label, replace } = options
  const imported: Dataset[] = []
  for (const file of files) imported.push(await importFile(file, folder, { ...importOptionsOf(options), name, label, replace }))
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ schema: 'bench.import/1', catalog: folder, datasets: imported })}\n`
      : imported.map(describe).join(''),
  )
}

function describe({ name, timeframe, instruments, notes }: Dataset): string {
  const bars = instruments.map(
    ({ instrument, rows, from, to }) => `${instrument.id} ${rows.toLocaleString('en-US')} bars of ${timeframe}, ${day(from)} to ${day(to)}`,
  )
  return [
    `imported ${name}: ${bars.join('; ')}`,
    ...notes.map((note) => `  ${note}`),
    `  bench backtest buy-and-hold --data ${name}`,
    '',
  ].join('\n')
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
