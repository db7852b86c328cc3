// Wrong: says the same at every bar, whatever it holds by now: its signal is stuck. No order is too large; stopped by the cap on the value of a position, then by concentration.

import { defineStrategy, enterLong, enterShort, limit, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'stuck-signal',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(25).describe('Lots of each order'),
    weight: z.number().positive().max(1000).optional().describe('Share of equity of each order, in the place of its lots'),
    apart: z.boolean().default(false).describe('Whether each is an order of its own, beside one that works still'),
    side: z.enum(['long', 'short']).default('long').describe('Which way it is stuck'),
    away: z
      .number()
      .gt(-1)
      .lt(1)
      .optional()
      .describe(
        'How far on the better side of the price its limit waits, below zero on the worse, a share of it; without it orders are at the market',
      ),
  }),
  onBar({ bar }, _, { lots, weight, side, apart, away }) {
    const enter = side === 'long' ? enterLong : enterShort
    return enter({
      order: away === undefined ? market() : limit(bar.close * (side === 'long' ? 1 - away : 1 + away)),
      size: weight === undefined ? { lots } : { weight },
      tag: apart ? `stuck${bar.index}` : 'stuck',
      reason: 'the same again',
    })
  },
})
