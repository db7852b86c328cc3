// The schema of a config file: the engine's fields, and those of the run around it. Editors get it as JSON Schema.

import { z } from 'zod'
import { backtestConfigSchema } from '../../engine/config/config.js'
import { borrowFeeForms, fxCostForms, marginRateForms, shortForms as shortAvailabilityForms } from '../account-readers.js'
import { feeForms, haltForms, limitForms, slippageForms, spreadForms } from '../readers.js'
import { limitsForms } from '../risk-readers.js'
import { protectionForms, sizeCapForms, sizingBySymbolForms, sizingForms } from '../sizing-readers.js'
import { latencyForms, venueForms } from '../venue-readers.js'

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)])
const fault = z.union([z.string(), z.looseObject({ fault: z.string(), when: z.looseObject({}), minutes: z.number() })])
const oneOrMoreFaults = z.union([fault, z.array(fault).min(1)])
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write year, month and day: 2005-01-31')

export const runConfigSchema = backtestConfigSchema.extend({
  data: oneOrMore.optional().describe('A catalog name, or the path of a CSV or Parquet file; or a list of them'),
  instrument: oneOrMore.optional().describe('Only these instruments of the data'),
  from: day.optional().describe('First day'),
  to: day.optional().describe('Last day'),
  timeframe: z.string().optional().describe('Length of the bars: 10s, 1m, 5m, 1h, 1d, 1w; longer than the stored one is made of it'),
  hours: z.enum(['regular', 'all']).optional().describe('Without bars before the open and after the close, or with them'),
  adjust: z.enum(['none', 'splits', 'all']).optional().describe('What prices are adjusted for'),
  rates: oneOrMore.optional().describe('A currency pair that only converts, by catalog name or path; or a list of them'),
  detail: z.string().optional().describe('Length of shorter bars that orders meet inside each bar that they make up: 1m'),
  predictions: z.string().optional().describe('A CSV or Parquet file of predictions, told to onPrediction at their publish times'),
  predictionsTz: z.string().optional().describe('Zone of their times where they are written without one; that of tz when absent'),
  catalog: z.string().optional().describe('Folder of imported data'),
  symbol: z.string().optional().describe('The instrument of a file that was never imported'),
  tz: z.string().optional().describe('Zone of its times where they are written without one'),
  assetClass: z.enum(['equity', 'etf', 'index', 'forex', 'crypto', 'future']).optional().describe('What it is'),
  calendar: z.enum(['XNYS', '24/7', '24/5']).optional().describe('Its sessions; the asset class’s own when absent'),
  tick: z
    .union([z.number().positive(), z.literal('none')])
    .optional()
    .describe('Its smallest price step'),
  stamp: z.enum(['start', 'end']).optional().describe('Whether an intraday bar’s time is its start or its end'),
  dialect: z.string().optional().describe('Whose file it is: yahoo, mt5, ninjatrader, …; recognised when absent'),
  dates: z.enum(['mdy', 'dmy', 'ymd']).optional().describe('Order in its dates such as 1/2/2005'),
  decimal: z.enum(['point', 'comma']).optional().describe('The sign before its decimals'),
  map: z
    .union([z.string(), z.array(z.union([z.string(), z.tuple([z.string(), z.string()])]))])
    .optional()
    .describe('What its columns hold: Last=close, or 5=close by number; or a list of them'),
  factors: z.string().optional().describe('LEAN’s factor file: splits and dividends'),
  mapFile: z.string().optional().describe('LEAN’s map file: tickers by date'),
  allowDownload: z.boolean().optional().describe('Let DuckDB fetch its extension for http and s3 once'),
  params: z.record(z.string(), z.unknown()).optional().describe('Parameters of the strategy, by name'),
  metrics: z.enum(['empyrical', 'quantstats', 'backtesting.py']).optional().describe('Compute metrics as another library does'),
  benchmark: z.string().optional().describe('A strategy or data to compare with, or none'),
  chaos: oneOrMoreFaults
    .optional()
    .describe('What is to go wrong in the run: an entry in short, the path of a schedule, or an entry of a schedule; or a list of them'),
  band: z.boolean().optional().describe('Run both ends of each bar’s doubt, pessimistic and optimistic, and show every figure as a band'),
  trials: z.number().int().positive().optional().describe('Variants tried, for the deflated Sharpe ratio'),
  trialsSigma: z.number().min(0).optional().describe('Standard deviation of their Sharpe ratios, per session'),
})

/** The short texts that stand for an object, as on the command line. */
const shortForms: Readonly<Record<string, string>> = {
  fees: feeForms,
  slippage: slippageForms,
  spread: spreadForms,
  limit: limitForms,
  sizing: sizingForms,
  sizingBySymbol: sizingBySymbolForms,
  sizeCaps: sizeCapForms,
  protection: protectionForms,
  halts: haltForms,
  shortAvailability: shortAvailabilityForms,
  borrowFee: borrowFeeForms,
  fxCost: fxCostForms,
  latency: latencyForms,
  limits: limitsForms,
  marginRates: marginRateForms,
  venues: venueForms,
}

/** JSON Schema 2020-12 of a config file. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(runConfigSchema, { io: 'input' }) as Record<string, unknown> & {
    properties: Record<string, Record<string, unknown>>
  }
  for (const [name, forms] of Object.entries(shortForms)) {
    const { default: usual, description, ...own } = schema.properties[name] as Record<string, unknown>
    const long = (own.anyOf as unknown[] | undefined) ?? [own]
    schema.properties[name] = { default: usual, description, anyOf: [...long, { type: 'string', description: `Or in short: ${forms}` }] }
  }
  return { $id: 'bench.config/1', title: 'A backtest of trading-bench', ...schema }
}
