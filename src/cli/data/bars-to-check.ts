// The bars that `bench data check` and `repair` are about: of a dataset as they are stored, or of a file as it stands, faults and all.

import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { bundledCatalogFolder, openCatalog, userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import type { ImportOptions } from '../../data/import/options.js'
import { hasBarEnding } from '../../data/import/sources/endings.js'
import type { SeriesToCheck } from '../../data/quality/check-series.js'
import type { QualitySubject } from '../../data/quality/quality-report.js'
import { type RawFile, readRawFile } from '../../data/quality/raw-file.js'
import type { Adjustment } from '../../model/corporate-action.js'

export type BarsToCheck =
  | { readonly kind: 'dataset'; readonly dataset: Dataset; readonly folder: string; readonly series: readonly SeriesToCheck[] }
  | { readonly kind: 'file'; readonly file: string; readonly bars: RawFile }

export async function barsToCheck(
  nameOrFile: string,
  options: ImportOptions,
  catalogFolder: string | undefined,
  instruments?: readonly string[],
): Promise<BarsToCheck> {
  if (isFile(nameOrFile)) return { kind: 'file', file: nameOrFile, bars: await readRawFile(nameOrFile, options) }
  const catalog = openCatalog([userCatalogFolder(catalogFolder), bundledCatalogFolder()])
  const { dataset, folder } = await catalog.findDataset(nameOrFile)
  const { series } = await catalog.loadDataset(nameOrFile, { adjust: 'as-stored', instruments })
  const told = new Map(dataset.instruments.map(({ instrument, actions }) => [instrument.id, actions]))
  return { kind: 'dataset', dataset, folder, series: series.map((one) => ({ ...one, actions: told.get(one.instrument.id) })) }
}

export function subjectOf(bars: BarsToCheck): QualitySubject {
  if (bars.kind === 'dataset') {
    const { name, timeframe, adjusted } = bars.dataset
    return { name, kind: 'dataset', timeframe, series: withActionsLeft(bars.series, adjusted) }
  }
  const { timeframe, series, rowGroups, adjusted } = bars.bars
  return { name: basename(bars.file), kind: 'file', timeframe, series: withActionsLeft(series, adjusted), rowGroups }
}

/** A file that is there, or what can only be meant as one. */
function isFile(text: string): boolean {
  if (/[\\/]/.test(text) || hasBarEnding(text)) return true
  return existsSync(text) && statSync(text).isFile()
}

/** Raw prices jump where they are told to; those that are said to be adjusted for it may not. */
function withActionsLeft(series: readonly SeriesToCheck[], adjusted: Adjustment | null | undefined): readonly SeriesToCheck[] {
  return adjusted === 'splits' || adjusted === 'all' ? series.map((one) => ({ ...one, actions: undefined })) : series
}
