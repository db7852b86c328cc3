// Wrong: says the same at every bar, whatever it holds by now: its signal is stuck. No order is too large; stopped by the cap on the value of a position, then by concentration.

import { defineStrategy, enterLong, enterShort, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'stuck-signal',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(25).describe('Lots of each order'),
    weight: z.number().positive().max(1000).optional().describe('Share of equity of each order, in the place of its lots'),
    apart: z.boolean().default(false).describe('Whether each is an order of its own, beside one that works still'),
    side: z.enum(['long', 'short']).default('long').describe('Which way it is stuck'),
  }),
  onBar({ bar }, _, { lots, weight, side, apart }) {
    const enter = side === 'long' ? enterLong : enterShort
    return enter({
      order: market(),
      size: weight === undefined ? { lots } : { weight },
      tag: apart ? `stuck${bar.index}` : 'stuck',
      reason: 'the same again',
    })
  },
})
