// The bars that `bench data check` and `repair` are about: of a dataset as they are stored, or of a file as it stands, faults and all.

import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { bundledCatalogFolder, openCatalog, userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import type { ImportOptions } from '../../data/import/options.js'
import type { SeriesToCheck } from '../../data/quality/check-series.js'
import type { QualitySubject } from '../../data/quality/quality-report.js'
import { type RawFile, readRawFile } from '../../data/quality/raw-file.js'

export type BarsToCheck =
  | { readonly kind: 'dataset'; readonly dataset: Dataset; readonly series: readonly SeriesToCheck[] }
  | { readonly kind: 'file'; readonly file: string; readonly bars: RawFile }

export async function barsToCheck(
  nameOrFile: string,
  options: ImportOptions,
  catalogFolder: string | undefined,
  instruments?: readonly string[],
): Promise<BarsToCheck> {
  if (isFile(nameOrFile)) return { kind: 'file', file: nameOrFile, bars: await readRawFile(nameOrFile, options) }
  const catalog = openCatalog([userCatalogFolder(catalogFolder), bundledCatalogFolder()])
  const { dataset } = await catalog.findDataset(nameOrFile)
  const { series } = await catalog.loadDataset(nameOrFile, { adjust: 'as-stored', instruments })
  return { kind: 'dataset', dataset, series: series.map((one) => ({ ...one, actions: actionsLeft(dataset, one.instrument.id) })) }
}

export function subjectOf(bars: BarsToCheck): QualitySubject {
  if (bars.kind === 'dataset') {
    const { name, timeframe } = bars.dataset
    return { name, kind: 'dataset', timeframe, series: bars.series }
  }
  const { timeframe, series, rowGroups } = bars.bars
  return { name: basename(bars.file), kind: 'file', timeframe, series, rowGroups }
}

/** A file that is there, or what can only be meant as one. */
function isFile(text: string): boolean {
  if (/[\\/]|\.(csv|tsv|txt|parquet|json|zip|gz)$/i.test(text)) return true
  return existsSync(text) && statSync(text).isFile()
}

/** Splits that the stored prices still show: raw prices jump where they are told to. */
function actionsLeft({ adjusted, instruments }: Dataset, id: string) {
  const isAdjusted = adjusted === 'splits' || adjusted === 'all'
  return isAdjusted ? undefined : instruments.find(({ instrument }) => instrument.id === id)?.actions
}
