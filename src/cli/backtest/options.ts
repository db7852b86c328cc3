// The options of `bench backtest`: this table is the flags, the help, the variables and the keys of a config file.

import { barFileOptions } from '../data/import-options.js'
import { readingOptions } from '../data/reading-options.js'
import type { OptionTable, OptionValues } from '../options.js'
import { staticOptions } from '../output-options.js'
import { date, fees, integer, number, oneOf, pair, share, shareOr, sizing, slippage } from '../readers.js'

const parityModes = ['empyrical', 'quantstats', 'backtesting.py'] as const

const data = { group: 'Data', belongs: 'run' } as const
const account = { group: 'Account', belongs: 'engine' } as const
const fills = { group: 'Fills', belongs: 'engine' } as const
const matching = { group: 'To match another engine', belongs: 'engine' } as const
const research = { group: 'Research', belongs: 'run' } as const
const output = { group: 'Output', belongs: 'line' } as const

export const backtestOptions = {
  param: { group: 'Strategy', belongs: 'line', value: 'NAME=VALUE', many: true, read: pair, description: 'a parameter; again for more' },
  config: {
    group: 'Strategy',
    belongs: 'line',
    value: 'FILE',
    description: 'YAML or JSON with these options by name; bench config lists the keys',
  },

  data: {
    ...data,
    value: 'NAME|PATH',
    many: true,
    description: 'a catalog name, a CSV or a Parquet file; again for more',
    default: 'spx-1d',
  },
  instrument: { ...data, value: 'ID', many: true, description: 'only this instrument of the data; again for more' },
  from: { ...data, value: 'DATE', read: date, description: 'first day' },
  to: { ...data, value: 'DATE', read: date, description: 'last day' },
  ...readingOptions,
  catalog: { ...data, value: 'DIR', description: 'folder of imported data', default: 'datasets' },

  cash: { ...account, value: 'AMOUNT', read: number, description: 'starting cash', default: '100000' },
  sizing: {
    ...account,
    value: 'SIZE',
    read: sizing,
    description: 'an entry that names no size: allocation, all-in, 100lots, 10000usd, 25%',
    default: 'allocation',
  },
  leverage: { ...account, value: 'TIMES', read: number, description: 'buying power as a multiple of equity', default: '1' },
  riskFree: { ...account, value: 'RATE', read: share, description: 'annual risk-free rate of the metrics: 2% or 0.02', default: '0' },
  seed: { ...account, value: 'N', read: integer, description: 'seed of every random stream', default: '1' },

  fees: { ...fills, value: 'FEES', read: fees, description: 'auto, none, ibkr-fixed, ibkr-tiered, 0.005/share, 0.1%', default: 'auto' },
  slippage: { ...fills, value: 'SLIP', read: slippage, description: 'auto, none, 2ticks, 5bps, 0.1volume-share', default: 'auto' },
  timing: { ...fills, value: 'WHEN', ...words('next-open', 'same-close', 'next-close', 'next-session'), default: 'next-open' },
  intrabar: {
    ...fills,
    value: 'PATH',
    ...words('pessimistic', 'optimistic', 'adaptive', 'ohlc', 'olhc', 'stop-first'),
    default: 'pessimistic',
  },
  participation: {
    ...fills,
    value: 'SHARE',
    read: shareOr('none'),
    description: 'most of a bar’s volume we take: 10%, none',
    default: '10%',
  },
  endOfData: { ...fills, value: 'HOW', ...words('keep', 'close'), default: 'keep' },

  limit: { ...matching, value: 'RULE', ...words('penetrate', 'touch'), default: 'penetrate' },
  childActivation: { ...matching, value: 'WHEN', ...words('same-bar', 'next-bar'), default: 'same-bar' },
  protectFrom: { ...matching, value: 'PRICE', ...words('signal', 'fill'), default: 'signal' },
  firstDecision: { ...matching, value: 'BAR', ...words('first-value', 'one-bar-later'), default: 'first-value' },
  session: { ...matching, value: 'WHICH', ...words('regular', 'as-recorded'), default: 'regular' },
  rotation: { ...matching, value: 'WHEN', ...words('same-open', 'after-fill'), default: 'same-open' },
  metrics: { ...matching, belongs: 'run', value: 'LIBRARY', ...words(...parityModes), default: 'our own contracts' },

  benchmark: { ...research, value: 'NAME', description: 'a strategy or data to compare with, or none', default: 'buy-and-hold' },
  trials: { ...research, value: 'N', read: integer, description: 'variants tried, for the deflated Sharpe ratio' },
  trialsSigma: { ...research, value: 'SIGMA', read: number, description: 'standard deviation of their Sharpe ratios, per session' },

  ...barFileOptions,
  // Of a file that nobody imported it says what the bars are, or what to make of them.
  timeframe: readingOptions.timeframe,

  out: { ...output, value: 'DIR', description: 'folder that gets the run directory', default: 'reports' },
  report: { ...output, negative: true, description: 'write no run directory' },
  ...staticOptions,
  json: { ...output, description: 'print one JSON object and nothing else' },
  quiet: { ...output, description: 'no progress, no notes' },
} as const satisfies OptionTable

export type BacktestOptions = OptionValues<typeof backtestOptions>

/** An option whose value is one of a few words, which are its description too. */
function words<const Word extends string>(...choices: readonly Word[]) {
  return { read: oneOf(...choices), description: choices.join(', ') }
}
