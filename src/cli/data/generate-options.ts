// The options of `bench data generate`.

import { syntheticSymbols, usualMarket } from '../../data/synthetic/market-model.js'
import type { CalendarId } from '../../model/instrument.js'
import { parseTimeframe } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { OptionTable, OptionValues } from '../options.js'
import { json, quiet } from '../output-options.js'
import { date, integer, number, oneOf, share } from '../readers.js'
import { dataImportOptions } from './import-options.js'

const which = { group: 'Which bars', belongs: 'line' } as const
const prices = { group: 'How prices move', belongs: 'line' } as const
const beside = { group: 'Predictions of them', belongs: 'line' } as const

const calendars = ['XNYS', '24/7', '24/5'] as const satisfies readonly CalendarId[]
const { label, replace, catalog } = dataImportOptions

export const dataGenerateOptions = {
  symbols: {
    ...which,
    value: 'N|IDS',
    read: symbols,
    description: 'how many, or their names: 3, or AAA,BBB; A@XNAS,A@BATS is one stock on two venues',
    default: '1',
  },
  timeframe: { ...which, value: 'LENGTH', read: parseTimeframe, description: '10s, 1m, 5m, 1h, 1d', default: usualMarket.timeframe },
  from: { ...which, value: 'DATE', read: date, description: 'first day', default: usualMarket.from },
  to: { ...which, value: 'DATE', read: date, description: 'last day', default: usualMarket.to },
  count: { ...which, value: 'N', read: integer, description: 'bars of each symbol, instead of a last day' },
  calendar: { ...which, value: 'ID', read: oneOf(...calendars), description: calendars.join(', '), default: usualMarket.calendar },
  seed: { ...which, value: 'N', read: integer, description: 'other bars of the same kind', default: String(usualMarket.seed) },

  volatility: { ...prices, value: 'RATE', read: share, description: 'of a year, jumps and nights included', default: '20%' },
  drift: { ...prices, value: 'RATE', read: share, description: 'growth in a year: 5%, or -0.1', default: '5%' },
  correlation: {
    ...prices,
    value: 'R',
    read: share,
    description: 'between any two symbols, 0 to 0.99',
    default: String(usualMarket.correlation),
  },
  jumps: { ...prices, value: 'N', read: number, description: 'jumps in a year on average', default: String(usualMarket.jumpsPerYear) },
  regimes: { ...prices, value: 'N', read: regimes, description: 'states of the volatility: 1, 2, 3', default: String(usualMarket.regimes) },
  startPrice: { ...prices, value: 'PRICE', read: number, description: 'of the first bar', default: String(usualMarket.startPrice) },

  predictions: { ...beside, value: 'FILE', description: 'also write a CSV of predictions, made with a look at the bars that follow' },
  accuracy: { ...beside, value: 'SHARE', read: share, description: 'of the predictions that are right', default: '55%' },

  label,
  replace,
  catalog,
  ...quiet,
  ...json,
} as const satisfies OptionTable

export type DataGenerateOptions = OptionValues<typeof dataGenerateOptions>

/** `3` → SYN01, SYN02, SYN03; `AAA,BBB` are names. */
function symbols(text: string): readonly string[] {
  if (/^\d+$/.test(text)) return syntheticSymbols(integer(text))
  const names = text.split(',').map((name) => name.trim())
  if (names.every((name) => /^[\w./@-]+$/.test(name))) return names
  throw new BenchError('USAGE', `'${text}' are no symbols`, 'write a number, or names with commas between: AAA,BBB')
}

function regimes(text: string): 1 | 2 | 3 {
  return Number(oneOf('1', '2', '3')(text)) as 1 | 2 | 3
}
