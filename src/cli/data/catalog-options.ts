// The options of the verbs that look at bars, take them away or hand them out.

import type { OptionTable, OptionValues } from '../options.js'
import { json } from '../output-options.js'
import { count, date } from '../readers.js'
import { barFileOptions, dataImportOptions } from './import-options.js'
import { readingOptions } from './reading-options.js'

const which = { group: 'Which bars', belongs: 'line' } as const
const shown = { group: 'What is shown', belongs: 'line' } as const

/** Which part of a dataset or file. */
export const selectionOptions = {
  instrument: { ...which, value: 'ID', many: true, description: 'only this instrument; again for more' },
  from: { ...which, value: 'DATE', read: date, description: 'first day' },
  to: { ...which, value: 'DATE', read: date, description: 'last day' },
  catalog: { ...which, value: 'DIR', description: 'folder of imported data', default: 'datasets, or BENCH_CATALOG' },
} as const satisfies OptionTable

/** What a file does not say of itself, and how its bars or a dataset's are read: as they are stored where nobody says otherwise. */
const barOptions = {
  ...barFileOptions,
  ...readingOptions,
  adjust: { ...readingOptions.adjust, default: 'as stored' },
} as const satisfies OptionTable

export const dataListOptions = { catalog: dataImportOptions.catalog, ...json } as const satisfies OptionTable

export const dataShowOptions = {
  ...selectionOptions,
  head: { ...shown, value: 'N', read: count, description: 'first rows of each instrument', default: '3, or none of many instruments' },
  tail: { ...shown, value: 'N', read: count, description: 'last rows of each instrument', default: '3, or none of many instruments' },
  ...barOptions,
  ...json,
} as const satisfies OptionTable

export const dataRemoveOptions = {
  yes: { group: 'Catalog', belongs: 'line', description: 'do not ask' },
  catalog: dataImportOptions.catalog,
  ...json,
} as const satisfies OptionTable

export const dataExportOptions = {
  ...selectionOptions,
  replace: { group: 'File', belongs: 'line', description: 'replace a file that is there' },
  ...barOptions,
  ...json,
} as const satisfies OptionTable

export type SelectionOptions = OptionValues<typeof selectionOptions>
export type BarOptions = OptionValues<typeof barOptions>
export type DataListOptions = OptionValues<typeof dataListOptions>
export type DataShowOptions = OptionValues<typeof dataShowOptions>
export type DataRemoveOptions = OptionValues<typeof dataRemoveOptions>
export type DataExportOptions = OptionValues<typeof dataExportOptions>
