// The config of a backtest: every policy by its name, with the default that the report prints. The CLI, files and the library share this schema.

import { z } from 'zod'

const price = z.number().positive()

/** `10%` or a fraction such as 0.1. */
const fraction = z.union([
  z.number().min(0).max(1),
  z
    .string()
    .regex(/^\d+(\.\d+)?%$/, 'write a percent such as 10%')
    .transform((text) => Number(text.slice(0, -1)) / 100),
])

const feesSchema = z
  .union([
    z.enum(['auto', 'none', 'ibkr-fixed', 'ibkr-tiered']),
    z.strictObject({
      perShare: z.number().min(0),
      minimum: z.number().min(0).default(0),
      maximumFraction: z.number().positive().optional(),
    }),
    z.strictObject({ fraction: z.number().min(0) }),
  ])
  .describe('Fees: auto is ibkr-fixed for US stocks and none else; or a price per share, or a percent of the traded value')

const slippageSchema = z
  .union([
    z.enum(['auto', 'none']),
    z.strictObject({ ticks: z.number().min(0) }),
    z.strictObject({ bps: z.number().min(0) }),
    z.strictObject({ volumeShare: z.number().min(0) }),
  ])
  .describe('Slippage of market and stop fills: auto is 1 tick, or 1 bp where there is no tick')

const sizingSchema = z
  .union([
    z.enum(['allocation', 'all-in']),
    z.strictObject({ lots: z.number().int().positive() }),
    z.strictObject({ notional: price }),
    z.strictObject({ weight: z.number().positive() }),
  ])
  .describe('Size of an Enter that names none: allocation is the share of equity ÷ instruments, all-in spends the cash at the fill price')

export const backtestConfigSchema = z.strictObject({
  cash: price.max(9e9).default(100_000).describe('Starting cash in the account currency'),
  fees: feesSchema.default('auto'),
  slippage: slippageSchema.default('auto'),
  sizing: sizingSchema.default('allocation'),
  timing: z
    .enum(['next-open', 'same-close', 'next-close', 'next-session'])
    .default('next-open')
    .describe('When a market order decided at a close fills'),
  intrabar: z
    .enum(['pessimistic', 'optimistic', 'adaptive', 'ohlc', 'olhc', 'stop-first'])
    .default('pessimistic')
    .describe('The path that prices take inside a bar'),
  limit: z.enum(['penetrate', 'touch']).default('penetrate').describe('What fills a limit: trading through it, or touching it'),
  participation: z
    .union([fraction, z.literal('none')])
    .default(0.1)
    .describe('The most of a bar’s volume that our fills take; the rest carries over'),
  childActivation: z.enum(['same-bar', 'next-bar']).default('same-bar').describe('When protective orders of a fill begin to work'),
  protectFrom: z.enum(['signal', 'fill']).default('signal').describe('What a protective percent is a percent of'),
  firstDecision: z.enum(['first-value', 'one-bar-later']).default('first-value').describe('The first bar a strategy decides on'),
  endOfData: z.enum(['keep', 'close']).default('keep').describe('Open positions at the end: kept and marked, or closed at the last close'),
  session: z
    .enum(['regular', 'as-recorded'])
    .default('regular')
    .describe('DAY orders end with the regular session, or with the recorded day'),
  rotation: z
    .enum(['same-open', 'after-fill'])
    .default('same-open')
    .describe('Whether the proceeds of reductions pay for increases at the same open'),
  leverage: z.number().positive().default(1).describe('Buying power as a multiple of equity'),
  riskFree: z.number().default(0).describe('Annual risk-free rate of the metrics, a fraction'),
  seed: z.number().int().default(1).describe('Seed of every random stream'),
})

/** The resolved config: every field has a value. */
export type BacktestConfig = z.output<typeof backtestConfigSchema>

/** What a user writes: any field may be left out. */
export type BacktestConfigInput = z.input<typeof backtestConfigSchema>
