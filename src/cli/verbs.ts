// Every verb of `bench`: its arguments, options and examples, and the file that does it, which is loaded only when it is chosen.

import { backtestOptions } from './backtest-options.js'
import { dataImportOptions, dataListOptions } from './data-options.js'
import type { OptionTable, OptionValues } from './options.js'

export interface Verb<Table extends OptionTable = OptionTable> {
  /** One word, or a group and a word: `data import`. */
  readonly name: string
  /** As commander writes them: `<strategy>`, `[id]`, `<file...>`. */
  readonly arguments?: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly options: Table
  run(operands: readonly string[], options: OptionValues<Table>): Promise<void>
}

const json = { json: { group: 'Output', belongs: 'line', description: 'print one JSON object and nothing else' } } as const

const metricsOptions = {
  explain: { group: 'Output', belongs: 'line', description: 'the whole contract of one metric, or of all' },
  metrics: { ...backtestOptions.metrics, group: 'Output', belongs: 'line', description: 'as that library defines them' },
  ...json,
} as const

/** What the verbs of a group are about. */
export const groups: Readonly<Record<string, string>> = { data: 'the bars at hand: import, list' }

export const verbs: readonly Verb[] = [
  verb({
    name: 'backtest',
    arguments: '<strategy>',
    summary: 'run a strategy over recorded bars; a strategy is a name in strategies/ or the path of a .ts or .js file',
    examples: [
      'bench backtest sma-cross --data spx-1d',
      'bench backtest sma-cross --data spx-1d --from 2005-01-01 --param fast=20 --cash 50000 --fees ibkr-fixed',
      'bench backtest ./my-strategy.ts --data prices.csv --benchmark none --json',
    ],
    options: backtestOptions,
    run: async ([strategy = ''], options) => (await import('./backtest.js')).backtest(strategy, options),
  }),
  verb({
    name: 'data import',
    arguments: '<file...>',
    summary: 'bring CSV or Parquet files of bars into the catalog',
    examples: ['bench data import prices.csv --symbol SPY --timeframe 1d --tz America/New_York'],
    options: dataImportOptions,
    run: async (files, options) => (await import('./data-import.js')).dataImport(files, options),
  }),
  verb({
    name: 'data ls',
    summary: 'list what the catalog holds',
    examples: ['bench data ls', 'bench data ls --json'],
    options: dataListOptions,
    run: async (_, options) => (await import('./data-ls.js')).dataList(options),
  }),
  verb({
    name: 'metrics',
    arguments: '[id]',
    summary: 'what each metric means: formula, basis, source',
    examples: ['bench metrics', 'bench metrics --explain sharpe', 'bench metrics --metrics quantstats --json'],
    options: metricsOptions,
    run: async ([id], options) => (await import('./metrics.js')).metrics(id, options),
  }),
  verb({
    name: 'config',
    summary: 'the keys of a config file, with their defaults; or their JSON Schema for an editor',
    examples: ['bench config', 'bench config --schema > bench.schema.json'],
    options: { schema: { group: 'Output', belongs: 'line', description: 'print the JSON Schema' } },
    run: async (_, options) => (await import('./config.js')).config(options),
  }),
]

/** Checks a verb against its own table, then forgets the table's type so that verbs fit in one list. */
function verb<const Table extends OptionTable>(definition: Verb<Table>): Verb {
  return definition as unknown as Verb
}
