// Breakouts with resting stops: buy above the highest high of some weeks, sell below the lowest low of a shorter time.

import { defineStrategy, enterLong, exit, highest, lowest, stop, z } from 'trading-bench'

export default defineStrategy({
  name: 'donchian-breakout',
  description: 'A buy stop at the highest high, then a sell stop at the lowest low, both moved at each close.',
  params: z.object({
    entry: z.int().min(2).default(20).describe('Bars in the entry channel'),
    exit: z.int().min(2).default(10).describe('Bars in the exit channel'),
  }),
  indicators: (p) => ({ top: highest('high', p.entry), bottom: lowest('low', p.exit) }),
  onBar({ position }, { top, bottom }) {
    if (position.isFlat) return enterLong({ order: stop(top.now), timeInForce: 'GTC', reason: 'broke out of the channel' })
    return exit({ order: stop(bottom.now), reason: 'fell out of the channel' })
  },
})
