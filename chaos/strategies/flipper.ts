// Wrong: turns its position round at every few bars, by one order that closes it and opens the other side, whatever it is told. Stopped by the limit on the trades of a session, then by what they cost it; once trading is held back, by the state, which lets nothing through that would flip.

import { defineStrategy, enterLong, enterShort, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'flipper',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(10).describe('Lots that it wants on either side'),
    bars: z.int().min(1).max(100_000).default(2).describe('From one turn to the next'),
  }),
  onBar({ bar, position }, _, { lots, bars }) {
    if (bar.index % bars !== 0) return
    const enter = position.isLong ? enterShort : enterLong
    return enter({ order: market(), size: { lots }, tag: 'turn', reason: 'it has turned' })
  },
})
