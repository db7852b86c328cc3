// `bench data rm`: takes datasets out of the user's catalog, after a question or with --yes.

import { userCatalogFolder } from '../../data/catalog/catalog.js'
import { findRemovable, type RemovableDataset, removeDataset } from '../../data/catalog/remove.js'
import { BenchError } from '../../std/errors.js'
import { canAsk, confirm } from '../terminal/confirm.js'
import { sizeText } from '../terminal/size.js'
import type { DataRemoveOptions } from './catalog-options.js'

/** Every name is looked up before the first one is removed. */
export async function dataRemove(names: readonly string[], options: DataRemoveOptions): Promise<void> {
  const catalog = userCatalogFolder(options.catalog)
  const found: RemovableDataset[] = []
  for (const name of new Set(names)) found.push(await findRemovable(catalog, name))
  const removed = (options.yes ?? (await isConfirmed(found))) ? found : []
  for (const dataset of removed) await removeDataset(dataset)
  if (options.json) process.stdout.write(`${JSON.stringify({ schema: 'bench.data-rm/1', catalog, removed })}\n`)
  else if (removed.length === 0) process.stderr.write('nothing was removed\n')
  else process.stdout.write(removed.map((one) => `removed ${describe(one)}\n`).join(''))
}

function isConfirmed(datasets: readonly RemovableDataset[]): Promise<boolean> {
  const what = datasets.map(describe).join(', ')
  if (canAsk()) return confirm(`remove ${what}? This cannot be undone.`)
  throw new BenchError('USAGE', `nobody is there to ask whether to remove ${what}`, 'say --yes')
}

function describe({ name, bytes }: RemovableDataset): string {
  return `${name} (${sizeText(bytes)})`
}
