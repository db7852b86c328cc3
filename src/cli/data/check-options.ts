// The options of `bench data check` and `bench data repair`.

import type { OptionTable, OptionValues } from '../options.js'
import { json } from '../output-options.js'
import { oneOf } from '../readers.js'
import { barFileOptions, dataImportOptions } from './import-options.js'

const which = { group: 'Which bars', belongs: 'line' } as const
const output = { group: 'Output', belongs: 'line' } as const
const repair = { group: 'What is repaired', belongs: 'line' } as const

const { catalog } = dataImportOptions

export const dataCheckOptions = {
  instrument: { ...which, value: 'ID', many: true, description: 'only this instrument of a dataset; again for more' },
  catalog,
  ...barFileOptions,
  strict: { ...output, description: 'warnings end with exit code 4 too' },
  html: { ...output, value: 'FILE', description: 'write a page with charts of the prices and the findings' },
  ...json,
} as const satisfies OptionTable

export const dataRepairOptions = {
  duplicates: {
    ...repair,
    value: 'WHICH',
    read: oneOf('refuse', 'first', 'last'),
    description: 'which of two different bars of one time is kept: first or last',
    default: 'refuse; exact copies are always removed',
  },
  ohlc: {
    ...repair,
    value: 'HOW',
    read: oneOf('refuse', 'drop', 'clamp'),
    description: 'impossible bars: drop them, or clamp: move high and low around open and close',
    default: 'refuse',
  },
  badTicks: {
    ...repair,
    value: 'HOW',
    read: oneOf('keep', 'drop', 'interpolate'),
    description: 'closes that spike and come back: drop or interpolate',
    default: 'keep',
  },
  fill: {
    ...repair,
    value: 'HOW',
    read: oneOf('none', 'previous'),
    description: 'missing bars: previous fills them flat at the close before, without volume',
    default: 'none',
  },
  unreadable: {
    ...repair,
    value: 'HOW',
    read: oneOf('refuse', 'drop'),
    description: 'rows of a file that are no bars, or of no session: drop',
    default: 'refuse',
  },
  name: { ...output, value: 'NAME', description: 'name of the repaired dataset' },
  out: { ...output, value: 'FILE', description: 'the repaired file: .csv' },
  replace: { ...output, description: 'replace what has that name' },
  dryRun: { ...output, description: 'show what would be changed, write nothing' },
  catalog,
  ...barFileOptions,
  ...json,
} as const satisfies OptionTable

export type DataCheckOptions = OptionValues<typeof dataCheckOptions>
export type DataRepairOptions = OptionValues<typeof dataRepairOptions>
