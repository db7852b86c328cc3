// The verbs of `bench data`: bars in, looked at, mended and out.

import { verb } from '../verb.js'
import { dataExportOptions, dataListOptions, dataRemoveOptions, dataShowOptions } from './catalog-options.js'
import { dataCheckOptions, dataRepairOptions } from './check-options.js'
import { dataGenerateOptions } from './generate-options.js'
import { dataImportOptions } from './import-options.js'

export const dataVerbs = [
  verb({
    name: 'data import',
    arguments: '<file...>',
    summary: 'bring files of bars into the catalog: CSV of many dialects, zip, gzip, JSON, Parquet; folders and quoted patterns too',
    examples: [
      'bench data import SPY.csv',
      'bench data import minutes.csv --dry-run --tz America/New_York --stamp start',
      "bench data import 'lean/equity/usa/minute/aapl/*_trade.zip' --name aapl-1m",
      'bench data import table.txt --map Last=close --map Qty=volume --dates dmy',
    ],
    options: dataImportOptions,
    run: async (files, options) => (await import('./import.js')).dataImport(files, options),
  }),
  verb({
    name: 'data ls',
    arguments: '[pattern]',
    summary: 'list what the catalog holds, or what a pattern covers',
    examples: ['bench data ls', "bench data ls 'spx*'", 'bench data ls --json'],
    options: dataListOptions,
    run: async ([pattern], options) => (await import('./ls.js')).dataList(pattern, options),
  }),
  verb({
    name: 'data show',
    arguments: '<name|file>',
    summary: 'what a dataset or file is: its source, ranges, closes as a line, missing sessions, first and last rows',
    examples: [
      'bench data show spx-1d',
      'bench data show synthetic-20-1d --instrument SYN01 --tail 10',
      'bench data show prices.csv --json',
    ],
    options: dataShowOptions,
    run: async ([name = ''], options) => (await import('./show.js')).dataShow(name, options),
  }),
  verb({
    name: 'data rm',
    arguments: '<name...>',
    summary: 'remove datasets of your own from the catalog',
    examples: ['bench data rm spy-1d', 'bench data rm spy-1d qqq-1d --yes'],
    options: dataRemoveOptions,
    run: async (names, options) => (await import('./rm.js')).dataRemove(names, options),
  }),
  verb({
    name: 'data export',
    arguments: '<name|file> <target>',
    summary: 'write bars to a .csv, .parquet or .arrow file for other programs, or to import elsewhere',
    examples: ['bench data export spx-1d spx.csv', 'bench data export synthetic-20-1d two.parquet --instrument SYN01 --instrument SYN02'],
    options: dataExportOptions,
    run: async ([name = '', file = ''], options) => (await import('./export.js')).dataExport(name, file, options),
  }),
  verb({
    name: 'data check',
    arguments: '<name|file...>',
    summary: 'what is wrong with bars, or looks so: gaps, bad ticks, splits, clocks; exit code 4 where errors are found',
    examples: [
      'bench data check spx-1d',
      'bench data check prices.csv --tz America/New_York --strict',
      'bench data check spx-1d --html spx.html',
    ],
    options: dataCheckOptions,
    run: async (names, options) => (await import('./check.js')).dataCheck(names, options),
  }),
  verb({
    name: 'data repair',
    arguments: '<name|file>',
    summary: 'a new dataset or file without the faults that can be repaired; the original stays',
    examples: [
      'bench data repair spy-1m --name spy-1m-clean --ohlc clamp --bad-ticks drop',
      'bench data repair prices.csv --out prices-clean.csv --duplicates last',
      'bench data repair spy-1m --dry-run --fill previous',
    ],
    options: dataRepairOptions,
    run: async ([nameOrFile = ''], options) => (await import('./repair.js')).dataRepair(nameOrFile, options),
  }),
  verb({
    name: 'data generate',
    arguments: '<name>',
    summary: 'make synthetic bars by a seed: regimes of volatility, jumps, correlated symbols; labelled synthetic everywhere',
    examples: [
      'bench data generate toy --timeframe 1m --from 2024-01-01 --to 2024-12-31 --seed 7',
      'bench data generate ten-stocks --symbols 10 --correlation 0.5 --volatility 30%',
      'bench data generate coins --symbols AAA,BBB --calendar 24/7 --timeframe 5m --count 100000',
      'bench data generate week --symbols 8 --timeframe 10s --from 2024-01-08 --to 2024-01-12 --predictions week.csv',
    ],
    options: dataGenerateOptions,
    run: async ([name = ''], options) => (await import('./generate.js')).dataGenerate(name, options),
  }),
]
