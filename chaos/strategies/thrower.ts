// Wrong: throws at an event, with a position open. Stopped as a failed strategy: it is not asked again, and what it holds is closed.

import { defineStrategy, enterLong, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'thrower',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(30).describe('Lots that it buys before'),
  }),
  onBar({ position, working }, _, { lots }) {
    if (!position.isFlat) throw new Error('no such price level')
    if (working.length === 0) return enterLong({ order: market(), size: { lots }, reason: 'before it throws' })
  },
})
