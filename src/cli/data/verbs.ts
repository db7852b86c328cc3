// The verbs of `bench data`: bars in, looked at, mended and out.

import { verb } from '../verb.js'
import { dataImportOptions, dataListOptions } from './options.js'

export const dataVerbs = [
  verb({
    name: 'data import',
    arguments: '<file...>',
    summary: 'bring CSV or Parquet files of bars into the catalog',
    examples: ['bench data import prices.csv --symbol SPY --timeframe 1d --tz America/New_York'],
    options: dataImportOptions,
    run: async (files, options) => (await import('./import.js')).dataImport(files, options),
  }),
  verb({
    name: 'data ls',
    summary: 'list what the catalog holds',
    examples: ['bench data ls', 'bench data ls --json'],
    options: dataListOptions,
    run: async (_, options) => (await import('./ls.js')).dataList(options),
  }),
]
