// Importing from a program. The importer is loaded with the first file: a strategy that imports the library has no use for its eighty files.

import type { Dataset } from '../data/catalog/dataset.js'
import type { ImportFileOptions } from '../data/import/import-file.js'

/** Reads, checks and writes the file's bars as a dataset of the catalog folder. Memory stays bounded whatever the file's size. */
export async function importFile(file: string, catalogFolder: string, options: ImportFileOptions = {}): Promise<Dataset> {
  const importer = await import('../data/import/import-file.js')
  return importer.importFile(file, catalogFolder, options)
}
