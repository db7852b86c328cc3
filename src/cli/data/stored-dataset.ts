// What the catalog says of the bars that were named, where they are a dataset's.

import { join } from 'node:path'
import { openCatalog } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import { folderBytes } from '../../data/catalog/remove.js'
import type { LoadOptions } from '../../data/load-bars.js'
import { BenchError } from '../../std/errors.js'

export interface StoredDataset {
  readonly dataset: Dataset
  readonly folder: string
  readonly bytes: number
}

/** Null of a file, which loading has found by then. */
export async function storedDataset(name: string, { catalogFolders = [] }: LoadOptions): Promise<StoredDataset | null> {
  try {
    const { dataset, folder } = await openCatalog(catalogFolders).findDataset(name)
    return { dataset, folder, bytes: await folderBytes(join(folder, dataset.version)) }
  } catch (error) {
    if (error instanceof BenchError && error.code === 'UNKNOWN_DATASET') return null
    throw error
  }
}
