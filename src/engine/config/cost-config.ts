// The parts of the config that say what trading costs: fees and slippage.

import { z } from 'zod'

export const feesSchema = z
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

export const slippageSchema = z
  .union([
    z.enum(['auto', 'none']),
    z.strictObject({ ticks: z.number().min(0) }),
    z.strictObject({ bps: z.number().min(0) }),
    z.strictObject({ volumeShare: z.number().min(0) }),
  ])
  .describe('Slippage of market and stop fills: auto is 1 tick, or 1 bp where there is no tick')
