// Removing a dataset: the pointer goes first, so that a crash leaves it whole or gone, then what it pointed at.

import { existsSync } from 'node:fs'
import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { BenchError } from '../../std/errors.js'
import { bundledCatalogFolder, openCatalog } from './catalog.js'
import { pointerFile } from './dataset.js'
import { removeVersions } from './versions.js'

/** The datasets that come with the package, which `datasets/README.md` describes. */
export const bundledDatasets: readonly string[] = ['spx-1d', 'synthetic-20-1d']

export interface RemovableDataset {
  readonly name: string
  readonly folder: string
  /** What it takes on the disk. */
  readonly bytes: number
}

/**
 * The dataset of that name in the user's own folder, readable or damaged. `UNKNOWN_DATASET` with the nearest name when it is not there, `USAGE` when it
 * comes with the package.
 */
export async function findRemovable(catalogFolder: string, name: string): Promise<RemovableDataset> {
  const folder = join(resolve(catalogFolder), name)
  const isOwn = !/[\\/]|^\.*$/.test(name) && existsSync(join(folder, pointerFile))
  const isBundled = resolve(catalogFolder) === resolve(bundledCatalogFolder()) && bundledDatasets.includes(name)
  if (isOwn && !isBundled) return { name, folder, bytes: await folderBytes(folder) }
  await openCatalog([catalogFolder, bundledCatalogFolder()]).findDataset(name)
  throw new BenchError('USAGE', `dataset ${name} comes with the package and is not removed`, 'bench data ls shows what is yours')
}

/** Removes it. Files in its folder that the catalog did not write stay, and the folder with them. */
export async function removeDataset({ folder }: RemovableDataset): Promise<void> {
  await rm(join(folder, pointerFile))
  await removeVersions(folder, null)
  await rmdir(folder).catch(() => {})
}

/** Size of all files below a folder. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
