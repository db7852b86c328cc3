// The bars that a verb of the catalog is about: the options of its selection as the loader takes them.

import { bundledCatalogFolder, userCatalogFolder } from '../../data/catalog/catalog.js'
import type { LoadOptions } from '../../data/load-bars.js'
import { DAY_MS, type IsoDate } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { BarOptions, SelectionOptions } from './catalog-options.js'
import { importOptionsOf } from './import-options.js'
import { readingOf } from './reading-options.js'

/** Prices are handed out as they are stored where nobody says otherwise. Days of --from and --to are UTC days, both included. */
export function loadOptionsOf(options: SelectionOptions & BarOptions): LoadOptions {
  const { instrument, from, to, catalog } = options
  if (from !== undefined && to !== undefined && from > to) throw new BenchError('USAGE', `--from ${from} is after --to ${to}`, 'swap them')
  return {
    ...importOptionsOf(options),
    ...readingOf(options),
    adjust: options.adjust ?? 'as-stored',
    instruments: instrument,
    from: from === undefined ? undefined : startOf(from),
    to: to === undefined ? undefined : startOf(to) + DAY_MS,
    catalogFolders: [userCatalogFolder(catalog), bundledCatalogFolder()],
  }
}

function startOf(day: IsoDate): number {
  return Date.parse(`${day}T00:00:00Z`)
}
