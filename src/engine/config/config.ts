// The config of a backtest: every policy by its name, with the default that the report prints. The CLI, files and the library share this schema.

import { z } from 'zod'
import { accountFields } from './account-config.js'
import { breakerFields } from './breaker-config.js'
import { feesSchema, slippageSchema } from './cost-config.js'
import { fillFields } from './fill-config.js'
import { filterFields } from './filter-config.js'
import { governorFields } from './governor-config.js'
import { isolationFields } from './isolation-config.js'
import { marketFields } from './market-config.js'
import { protectionFields } from './protection-config.js'
import { riskFields } from './risk-config.js'
import { shareField } from './share-field.js'
import { sizingFields } from './sizing-config.js'
import { venueFields } from './venue-config.js'
import { virtualAccountFields } from './virtual-account-config.js'

const price = z.number().positive()

const fxCostSchema = z
  .union([z.enum(['none', 'ibkr']), z.strictObject({ bps: z.number().min(0), minimum: z.number().min(0).default(0) })])
  .describe('What converting cash costs: ibkr is 0.2 bps, at least 2.00 of the account’s currency')

export const backtestConfigSchema = z.strictObject({
  cash: price.max(9e9).default(100_000).describe('Starting cash in the account currency'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'write an ISO 4217 code such as USD')
    .optional()
    .describe('The account’s own currency; that of the instruments when they share one'),
  fxConversion: z
    .enum(['at-trade', 'keep'])
    .default('at-trade')
    .describe('Cash in another currency: turned into the account’s own as it comes, or kept and marked'),
  fxCost: fxCostSchema.default('ibkr'),
  fees: feesSchema.default('auto'),
  regulatoryFees: z
    .enum(['none', 'us'])
    .default('none')
    .describe('The SEC’s section 31 fee and FINRA’s trading activity fee on sales of US stocks, by dated tables'),
  slippage: slippageSchema.default('auto'),
  ...sizingFields,
  ...protectionFields,
  timing: z
    .enum(['next-open', 'same-close', 'next-close', 'next-session'])
    .default('next-open')
    .describe('When a market order decided at a close fills'),
  intrabar: z
    .enum(['pessimistic', 'optimistic', 'adaptive', 'ohlc', 'olhc', 'stop-first'])
    .default('pessimistic')
    .describe('The path that prices take inside a bar'),
  ...fillFields,
  participation: z
    .union([shareField(1), z.literal('none')])
    .default(0.1)
    .describe('The most of a bar’s volume that our fills take; the rest carries over'),
  childActivation: z.enum(['same-bar', 'next-bar']).default('same-bar').describe('When protective orders of a fill begin to work'),
  protectFrom: z.enum(['signal', 'fill']).default('signal').describe('What a protective percent is a percent of'),
  firstDecision: z.enum(['first-value', 'one-bar-later']).default('first-value').describe('The first bar a strategy decides on'),
  endOfData: z.enum(['keep', 'close']).default('keep').describe('Open positions at the end: kept and marked, or closed at the last close'),
  session: z
    .enum(['regular', 'as-recorded'])
    .default('regular')
    .describe('Orders work in the regular session and DAY orders end with it; or in every bar, to the end of the recorded day'),
  gtc: z
    .enum(['quarter-end', 'unlimited'])
    .default('quarter-end')
    .describe('When GTC orders end by themselves: with the calendar quarter after the one they were placed in, as at IBKR, or never'),
  staleAfter: z
    .union([z.number().int().min(2), z.literal('never')])
    .default('never')
    .describe('From how many bars on a price that repeats without volume is stale: orders wait until it moves'),
  rotation: z
    .enum(['same-open', 'after-fill'])
    .default('same-open')
    .describe('Whether the proceeds of reductions pay for increases at the same open'),
  corporateActions: z
    .enum(['book', 'ignore'])
    .default('book')
    .describe('Splits and dividends that the prices still show: booked, or left as the gains and losses that they look like'),
  dividendPayDays: z
    .number()
    .int()
    .min(0)
    .max(366)
    .default(21)
    .describe('Days from the ex-date to the pay date of a dividend whose pay date is not known'),
  ...marketFields,
  ...venueFields,
  ...accountFields,
  ...virtualAccountFields,
  ...governorFields,
  ...filterFields,
  ...riskFields,
  ...breakerFields,
  ...isolationFields,
  leverage: z.number().positive().default(1).describe('Buying power as a multiple of equity, of the research account'),
  riskFree: z.number().default(0).describe('Annual risk-free rate of the metrics, a fraction'),
  seed: z.number().int().default(1).describe('Seed of every random stream'),
})

/** The resolved config: every field has a value. */
export type BacktestConfig = z.output<typeof backtestConfigSchema>

/** What a user writes: any field may be left out. */
export type BacktestConfigInput = z.input<typeof backtestConfigSchema>
