// `bench data import`: files into the catalog, each dataset whole or not at all; or, as a dry run, what would be stored.

import { userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import { datasetName, importParts } from '../../data/import/import-file.js'
import { type PlannedDataset, planDatasets, type RefusedFile, withDatasetParts } from '../../data/import/plan-datasets.js'
import { previewParts } from '../../data/import/preview-parts.js'
import type { ReadProgress } from '../../data/import/read-parts.js'
import { withLocalFiles } from '../../data/remote.js'
import { BenchError } from '../../std/errors.js'
import { progress } from '../terminal/progress.js'
import { expandFiles } from './expand-files.js'
import { type DataImportOptions, importOptionsOf } from './import-options.js'
import { importedJson, importedText, previewJson, previewText } from './import-output.js'

/** Files from afar are fetched first. */
export async function dataImport(operands: readonly string[], options: DataImportOptions): Promise<void> {
  return withLocalFiles(operands, options, (local) => importFiles(expandFiles(local), options))
}

async function importFiles(files: readonly string[], options: DataImportOptions): Promise<void> {
  const { planned, refused } = await planDatasets(files, { ...importOptionsOf(options), name: options.name })
  if (options.dryRun) return dryRun(files, planned, refused, options)
  const folder = userCatalogFolder(options.catalog)
  const names = new Set<string>()
  const { results, failed } = await each(planned, (one) => importOne(one, folder, names, options))
  const all = [...refused, ...failed]
  throwOnly(files, results, all)
  process.stdout.write(options.json ? importedJson(folder, results, all) : importedText(results, all))
  if (all.length > 0) process.exitCode = 4
}

const previewedRows = 5

async function dryRun(
  files: readonly string[],
  planned: readonly PlannedDataset[],
  refused: readonly RefusedFile[],
  options: DataImportOptions,
): Promise<void> {
  const importOptions = importOptionsOf(options)
  const { results, failed } = await each(planned, (one) =>
    withDatasetParts(one, importOptions, async (parts) => ({ parts, ...(await previewParts(parts, importOptions, previewedRows)) })),
  )
  const all = [...refused, ...failed]
  throwOnly(files, results, all)
  process.stdout.write(options.json ? previewJson(results, all) : previewText(results, all))
  if (all.length > 0) process.exitCode = 4
}

/** `names` are those that this import has made: `--replace` is for older ones. */
async function importOne(planned: PlannedDataset, folder: string, names: Set<string>, options: DataImportOptions): Promise<Dataset> {
  const { label = planned.name ?? undefined, replace, quiet, json } = options
  const shown = progress(process.stderr.isTTY === true && !quiet && !json, 'bytes')
  const given = importOptionsOf(options)
  const onProgress = ({ bytesRead, bytesTotal }: ReadProgress) => shown.update(bytesRead, bytesTotal)
  try {
    return await withDatasetParts(planned, given, async (parts) => {
      const name = planned.name ?? (await datasetName(parts, given))
      if (names.has(name))
        throw new BenchError('DATASET_EXISTS', `another file of this import is ${name} already`, 'import it by itself, with --name')
      const dataset = await importParts(parts, folder, { ...given, name, label, replace, onProgress })
      names.add(name)
      return dataset
    })
  } finally {
    shown.stop()
  }
}

/** One dataset that fails does not stop the others. */
async function each<Result>(
  planned: readonly PlannedDataset[],
  make: (one: PlannedDataset) => Promise<Result>,
): Promise<{ readonly results: readonly Result[]; readonly failed: readonly RefusedFile[] }> {
  const results: Result[] = []
  const failed: RefusedFile[] = []
  for (const one of planned) {
    try {
      results.push(await make(one))
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      failed.push({ file: one.files.join(', '), error })
    }
  }
  return { results, failed }
}

/** A single file fails as any verb does, with its own exit code. */
function throwOnly(files: readonly string[], results: readonly object[], refused: readonly RefusedFile[]): void {
  const [only] = refused
  if (files.length === 1 && results.length === 0 && refused.length === 1 && only !== undefined) throw only.error
}
