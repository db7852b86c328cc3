// The options of `bench backtest`: this table is the flags, the help, the variables and the keys of a config file.

import { parseTimeframe } from '../../model/time.js'
import {
  borrowFee,
  borrowFeeForms,
  fxCost,
  fxCostForms,
  marginRateForms,
  marginRates,
  shortAvailability,
  shortForms,
} from '../account-readers.js'
import { barFileOptions } from '../data/import-options.js'
import { readingOptions } from '../data/reading-options.js'
import type { OptionTable, OptionValues } from '../options.js'
import { staticOptions } from '../output-options.js'
import {
  count,
  date,
  fees,
  haltForms,
  halts,
  integer,
  limitRule,
  number,
  oneOf,
  pair,
  share,
  shareOr,
  shareUpTo,
  slippage,
  spread,
  wholeOr,
} from '../readers.js'
import { limits, limitsForms } from '../risk-readers.js'
import {
  protection,
  protectionForms,
  sizeCapForms,
  sizeCaps,
  sizing,
  sizingBySymbol,
  sizingBySymbolForms,
  sizingForms,
} from '../sizing-readers.js'
import { latency, latencyForms, venueForms, venues } from '../venue-readers.js'

const parityModes = ['empyrical', 'quantstats', 'backtesting.py'] as const

const data = { group: 'Data', belongs: 'run' } as const
const account = { group: 'Account', belongs: 'engine' } as const
const fills = { group: 'Fills', belongs: 'engine' } as const
const risk = { group: 'Risk', belongs: 'engine' } as const
const isolation = { group: 'Isolation', belongs: 'engine' } as const
const matching = { group: 'To match another engine', belongs: 'engine' } as const
const research = { group: 'Research', belongs: 'run' } as const
const output = { group: 'Output', belongs: 'line' } as const

export const backtestOptions = {
  param: { group: 'Strategy', belongs: 'line', value: 'NAME=VALUE', many: true, read: pair, description: 'a parameter; again for more' },
  config: {
    group: 'Strategy',
    belongs: 'line',
    value: 'FILE',
    description: 'YAML or JSON with these options by name; bench config lists the keys. A strategy’s own configs/NAME.yaml stands below it',
  },

  data: {
    ...data,
    value: 'NAME|PATH',
    many: true,
    description: 'a catalog name, a CSV or a Parquet file, or synthetic:20:5m, which makes twenty instruments; again for more',
    default: 'spx-1d',
  },
  instrument: { ...data, value: 'ID', many: true, description: 'only this instrument of the data; again for more' },
  from: { ...data, value: 'DATE', read: date, description: 'first day' },
  to: { ...data, value: 'DATE', read: date, description: 'last day' },
  ...readingOptions,
  detail: {
    ...data,
    value: 'LENGTH',
    read: parseTimeframe,
    description: 'shorter bars, such as 1m, that orders meet inside each bar that they make up',
    default: 'none',
  },
  rates: { ...data, value: 'NAME|PATH', many: true, description: 'a currency pair that only converts, such as eurusd-1d; again for more' },
  predictions: { ...data, value: 'FILE', description: 'CSV or Parquet of what a model said and when, for strategies with onPrediction' },
  predictionsTz: { ...data, value: 'ZONE', description: 'zone of their times where they are written without one', default: 'that of --tz' },
  catalog: { ...data, value: 'DIR', description: 'folder of imported data', default: 'datasets' },

  cash: { ...account, value: 'AMOUNT', read: number, description: 'starting cash', default: '100000' },
  currency: { ...account, value: 'CODE', description: 'the account’s own currency; that of the instruments when they share one' },
  fxConversion: {
    ...account,
    value: 'WHEN',
    read: oneOf('at-trade', 'keep'),
    description: 'cash in another currency: turned over at-trade, or keep',
    default: 'at-trade',
  },
  fxCost: { ...account, value: 'COST', read: fxCost, description: `what turning it over costs: ${fxCostForms}`, default: 'ibkr' },
  sizing: {
    ...account,
    value: 'SIZE',
    read: sizing,
    description: `an entry that names no size: ${sizingForms}`,
    default: 'allocation',
  },
  sizingBySymbol: {
    ...account,
    value: 'SIZES',
    read: sizingBySymbol,
    description: `rules of single instruments: ${sizingBySymbolForms}`,
    default: 'none',
  },
  sizeCaps: { ...account, value: 'CAPS', read: sizeCaps, description: `what bounds every size: ${sizeCapForms}`, default: 'none' },
  lotSize: {
    ...account,
    value: 'LOT',
    read: oneOf('instrument', 'whole', 'fractional'),
    description: 'a lot of a stock, fund or coin: instrument (its own), whole (one), fractional (1e-8)',
    default: 'instrument',
  },
  corporateActions: {
    ...account,
    value: 'HOW',
    read: oneOf('book', 'ignore'),
    description: 'splits and dividends that the prices still show: book, ignore',
    default: 'book',
  },
  dividendPayDays: {
    ...account,
    value: 'DAYS',
    read: count,
    description: 'days from ex-date to pay date of a dividend, where it is not known',
    default: '21',
  },
  account: {
    ...account,
    value: 'KIND',
    read: oneOf('research', 'cash', 'margin'),
    description: 'what the account allows: research (equity × leverage), cash, margin',
    default: 'research',
  },
  marginRates: {
    ...account,
    value: 'RATES',
    read: marginRates,
    description: `margin of what is no stock: ${marginRateForms}`,
    default: 'none',
  },
  shortAvailability: {
    ...account,
    value: 'LOTS',
    read: shortAvailability,
    description: `what can be borrowed: ${shortForms}`,
    default: 'unlimited',
  },
  borrowFee: { ...account, value: 'RATE', read: borrowFee, description: `annual fee on shorts: ${borrowFeeForms}`, default: '0' },
  interest: { ...account, value: 'RATE', read: shareUpTo(100), description: 'annual rate on cash that is owed: 5% or 0.05', default: '0' },
  leverage: { ...account, value: 'TIMES', read: number, description: 'buying power as a multiple of equity', default: '1' },
  riskFree: { ...account, value: 'RATE', read: share, description: 'annual risk-free rate of the metrics: 2% or 0.02', default: '0' },
  seed: { ...account, value: 'N', read: integer, description: 'seed of every random stream', default: '1' },

  riskProfile: {
    ...risk,
    value: 'PROFILE',
    read: oneOf('research', 'guarded'),
    description: 'pre-trade risk: research has what an order must be and the limits that are named, guarded every limit',
    default: 'research',
  },
  protection: { ...risk, value: 'STOP', read: protection, description: `an entry without a stop: ${protectionForms}`, default: 'profile' },
  limits: { ...risk, value: 'LIMITS', read: limits, description: `its limits, by name: ${limitsForms}`, default: 'profile' },

  isolate: { ...isolation, value: 'WHERE', ...words('none', 'worker', 'shared'), default: 'none' },
  eventLimitMs: { ...isolation, value: 'MS', read: number, description: 'most that one event may take', default: '100' },
  startLimitMs: { ...isolation, value: 'MS', read: number, description: 'most that its start may take, over all bars', default: '10000' },
  memoryLimitMb: {
    ...isolation,
    value: 'MB',
    read: integer,
    description: 'most that it may hold',
    default: '64',
  },
  onStrategyFailure: {
    ...isolation,
    value: 'WHAT',
    read: oneOf('error', 'stop', 'flatten'),
    description: 'when it throws, returns rubbish or passes a limit: error, stop, flatten',
    default: 'error; flatten when isolated or guarded',
  },

  fees: { ...fills, value: 'FEES', read: fees, description: 'auto, none, ibkr-fixed, ibkr-tiered, 0.005/share, 0.1%', default: 'auto' },
  regulatoryFees: {
    ...fills,
    value: 'WHOSE',
    read: oneOf('none', 'us'),
    description: 'SEC and TAF fees on sales of US stocks: none, us',
    default: 'none',
  },
  slippage: { ...fills, value: 'SLIP', read: slippage, description: 'auto, none, 2ticks, 5bps, 0.1volume-share', default: 'auto' },
  spread: {
    ...fills,
    value: 'SPREAD',
    read: spread,
    description: 'bid and ask beside the bars: none, recorded, 2ticks, 5bps, 0.1volatility',
    default: 'none',
  },
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
  impact: {
    ...fills,
    value: 'MODEL',
    read: oneOf('none', 'square-root'),
    description: 'what our fills do to later prices: none, square-root; its coefficients in a config file',
    default: 'none',
  },
  halts: { ...fills, value: 'HALTS', read: halts, description: haltForms, default: 'none' },
  latency: { ...fills, value: 'TIMES', read: latency, description: `how long messages travel: ${latencyForms}`, default: 'none' },
  venues: { ...fills, value: 'VENUES', read: venues, description: `what a venue does otherwise: ${venueForms}`, default: 'none' },
  endOfData: { ...fills, value: 'HOW', ...words('keep', 'close'), default: 'keep' },

  limit: {
    ...matching,
    value: 'RULE',
    read: limitRule,
    description: 'what fills a limit: penetrate, touch, 0.3queue',
    default: 'penetrate',
  },
  trailAnchor: { ...matching, value: 'PRICE', ...words('path', 'high', 'close'), default: 'path' },
  childActivation: { ...matching, value: 'WHEN', ...words('same-bar', 'next-bar'), default: 'same-bar' },
  protectFrom: { ...matching, value: 'PRICE', ...words('signal', 'fill'), default: 'signal' },
  firstDecision: { ...matching, value: 'BAR', ...words('first-value', 'one-bar-later'), default: 'first-value' },
  session: { ...matching, value: 'WHICH', ...words('regular', 'as-recorded'), default: 'regular' },
  gtc: { ...matching, value: 'END', ...words('quarter-end', 'unlimited'), default: 'quarter-end' },
  staleAfter: {
    ...fills,
    value: 'BARS',
    read: wholeOr('never'),
    description: 'from how many bars on a price that repeats without volume is stale, and orders wait: 3, never',
    default: 'never',
  },
  rotation: { ...matching, value: 'WHEN', ...words('same-open', 'after-fill'), default: 'same-open' },
  metrics: { ...matching, belongs: 'run', value: 'LIBRARY', ...words(...parityModes), default: 'our own contracts' },

  chaos: {
    ...research,
    value: 'FAULT@WHEN',
    many: true,
    description:
      'what is to go wrong: runaway@2008-10-10T10:00/5m, reject:share=50%@p=0.1/h, or a schedule as YAML or JSON; again for more',
  },
  benchmark: { ...research, value: 'NAME', description: 'a strategy or data to compare with, or none', default: 'buy-and-hold' },
  band: { ...research, description: 'the run under both ends of each bar’s doubt: every figure as pessimistic … optimistic' },
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
