// Wrong: asks for the end of one position several times, each time for all of it. Stopped by the control of over-exits; without it each order still shrinks with the position at a venue that knows reduce-only, and elsewhere the position is turned round.

import { defineStrategy, enterLong, exit, limit, market, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'over-exiter',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(10).describe('Lots of the position'),
    exits: z.int().min(1).max(10_000).default(3).describe('Exits, each for all of it'),
    above: z.number().min(0).max(10).default(0.001).describe('How far above the last price every other one rests, a fraction'),
  }),
  onBar({ bar, position, working }, _, { lots, exits, above }): Signal | readonly Signal[] | undefined {
    if (position.isFlat && working.length === 0) return enterLong({ size: { lots }, reason: 'to have something to close' })
    if (!position.isLong || working.some(({ role }) => role === 'exit')) return
    const orders = [market(), limit(bar.close * (1 + above))]
    return Array.from({ length: exits }, (__, k) => exit({ order: orders[k % 2], tag: `out ${k}`, reason: 'out of it' }))
  },
})
