// The schema of a config file: the engine's fields, and those of the run around it. Editors get it as JSON Schema.

import { z } from 'zod'
import { backtestConfigSchema } from '../../engine/config.js'
import { feeForms, sizingForms, slippageForms } from '../readers.js'

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)])
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write year, month and day: 2005-01-31')

export const runConfigSchema = backtestConfigSchema.extend({
  data: oneOrMore.optional().describe('A catalog name, or the path of a CSV or Parquet file; or a list of them'),
  instrument: oneOrMore.optional().describe('Only these instruments of the data'),
  from: day.optional().describe('First day'),
  to: day.optional().describe('Last day'),
  catalog: z.string().optional().describe('Folder of imported data'),
  symbol: z.string().optional().describe('The instrument of a file that was never imported'),
  timeframe: z.string().optional().describe('Length of its bars: 10s, 1m, 5m, 1h, 1d, 1w'),
  tz: z.string().optional().describe('Zone of its times where they are written without one'),
  assetClass: z.enum(['equity', 'etf', 'index', 'forex', 'crypto', 'future']).optional().describe('What it is'),
  calendar: z.enum(['XNYS', '24/7', '24/5']).optional().describe('Its sessions; the asset class’s own when absent'),
  tick: z
    .union([z.number().positive(), z.literal('none')])
    .optional()
    .describe('Its smallest price step'),
  stamp: z.enum(['start', 'end']).optional().describe('Whether an intraday bar’s time is its start or its end'),
  params: z.record(z.string(), z.unknown()).optional().describe('Parameters of the strategy, by name'),
  metrics: z.enum(['empyrical', 'quantstats', 'backtesting.py']).optional().describe('Compute metrics as another library does'),
  benchmark: z.string().optional().describe('A strategy or data to compare with, or none'),
  trials: z.number().int().positive().optional().describe('Variants tried, for the deflated Sharpe ratio'),
  trialsSigma: z.number().min(0).optional().describe('Standard deviation of their Sharpe ratios, per session'),
})

/** The short texts that stand for an object, as on the command line. */
const shortForms: Readonly<Record<string, string>> = { fees: feeForms, slippage: slippageForms, sizing: sizingForms }

/** JSON Schema 2020-12 of a config file. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(runConfigSchema, { io: 'input' }) as Record<string, unknown> & {
    properties: Record<string, { anyOf?: unknown[] }>
  }
  for (const [name, forms] of Object.entries(shortForms))
    schema.properties[name]?.anyOf?.push({ type: 'string', description: `Or in short: ${forms}` })
  return { $id: 'bench.config/1', title: 'A backtest of trading-bench', ...schema }
}
