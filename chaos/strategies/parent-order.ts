// Wrong: works a parent order child by child, and counts what they filled by its position alone: while fills are not told it sends on. Stopped by repeated executions; what was sent counts against the caps on positions meanwhile.

import { defineStrategy, enterLong, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'parent-order',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(45).describe('Lots of the parent order'),
    child: z.int().min(1).max(1_000_000_000).default(5).describe('Lots of each child'),
  }),
  onBar({ bar, position }, _, { lots, child }) {
    if (position.quantity >= lots) return
    return enterLong({ order: market(), size: { lots: child }, tag: `child${bar.index}`, reason: 'the parent is not filled' })
  },
})
