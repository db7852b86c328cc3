// Wrong: sends market orders at every event, as fast as it can, and never looks at what came of them. Stopped by the message throttle, then by repeated execution; the caps on positions hold meanwhile.

import { defineStrategy, enterLong, enterShort, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'runaway',
  params: z.object({
    orders: z.int().min(1).max(10_000).default(100).describe('Orders an event'),
    lots: z.int().min(1).max(1_000_000_000).default(10).describe('Lots an order; 1 is the variant of tiny orders'),
    side: z.enum(['long', 'short']).default('long').describe('Which way it runs'),
  }),
  onBar(_, __, { orders, lots, side }) {
    const enter = side === 'long' ? enterLong : enterShort
    return Array.from({ length: orders }, (_, k) => enter({ order: market(), size: { lots }, tag: `run${k}`, reason: 'runaway' }))
  },
})
