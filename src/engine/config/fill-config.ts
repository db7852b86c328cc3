// The fields of a backtest's config about the price of a fill: what fills a limit, the quote beside the bars, and what moves a trailing stop.

import { z } from 'zod'
import type { LimitRule } from '../../broker/simulated/queue-position.js'
import type { SpreadRule } from '../../broker/simulated/spread.js'

export const fillFields = {
  limit: z
    .union([z.enum(['penetrate', 'touch']), z.strictObject({ queue: z.number().min(0).max(1) })])
    .default('penetrate')
    .describe('What fills a limit: trading through it, touching it, or touching it with the probability of standing first in the queue'),
  spread: z
    .union([
      z.enum(['none', 'recorded']),
      z.strictObject({ ticks: z.number().min(0) }),
      z.strictObject({ bps: z.number().min(0) }),
      z.strictObject({ volatility: z.number().min(0) }),
    ])
    .default('none')
    .describe('Bid and ask beside the bars: a width in ticks, bps or parts of the mean true range of 20 bars, or those that the data has'),
  trailAnchor: z
    .enum(['path', 'high', 'close'])
    .default('path')
    .describe('What moves a trailing stop: every price on the path, the extreme of a bar when it ends, or its close'),
}

type Limit = z.output<typeof fillFields.limit>
type Spread = z.output<typeof fillFields.spread>

export function limitRule(limit: Limit, seed: number): LimitRule {
  return typeof limit === 'string' ? limit : { queue: limit.queue, seed }
}

/** Null for none. */
export function spreadRule(spread: Spread): SpreadRule | null {
  return spread === 'none' ? null : spread
}

/** As the report prints it. */
export function limitText(limit: Limit): string {
  return typeof limit === 'string' ? limit : `penetrate, or touch with a probability of ${limit.queue}`
}

/** As the report prints it. */
export function spreadText(spread: Spread): string {
  if (spread === 'none') return 'none: a bar’s price is the quote'
  if (spread === 'recorded') return 'the recorded bid and ask'
  if ('ticks' in spread) return `${spread.ticks} ticks; as many bps where there is no tick`
  return 'bps' in spread ? `${spread.bps} bps` : `${spread.volatility} × the mean true range of the last 20 bars`
}
