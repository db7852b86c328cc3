// Wrong: says the same at every bar, whatever it holds by now: its signal is stuck. No order is too large; stopped by the cap on the value of a position, then by concentration.

import { defineStrategy, enterLong, enterShort, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'stuck-signal',
  params: z.object({
    lots: z.int().min(1).default(25).describe('Lots of each order'),
    side: z.enum(['long', 'short']).default('long').describe('Which way it is stuck'),
  }),
  onBar(_, __, { lots, side }) {
    const enter = side === 'long' ? enterLong : enterShort
    return enter({ order: market(), size: { lots }, tag: 'stuck', reason: 'the same again' })
  },
})
