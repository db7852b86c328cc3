// Wrong: loses a little on every trade. It tosses a coin for the side; a fair trade waits at a limit, the others pay the spread going in and coming out, and ever fewer are fair. No order is too large and none comes too often: stopped by what a strategy may lose in all, then by the drawdown.

import { defineStrategy, enterLong, enterShort, exit, limit, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'slow-leak',
  params: z.object({
    every: z.int().min(2).max(100_000).default(4).describe('Bars from one trade to the next'),
    lots: z.int().min(1).max(1_000_000_000).default(20).describe('Lots of a trade'),
    wins: z.number().min(0).max(0.5).default(0.5).describe('Chance that the first trade is a fair one'),
    degradation: z.number().min(0).max(1).default(0.01).describe('Share of that chance which each trade takes away'),
  }),
  memory: () => ({ trades: 0, isFair: false }),
  onBar({ bar, position, working, memory, random }, _, { every, lots, wins, degradation }) {
    if (!position.isFlat) {
      const waits = memory.isFair && position.barsHeld < every
      return exit({ order: waits ? limit(bar.close) : market(), reason: 'that is enough' })
    }
    if (bar.index % every !== 0 || working.length > 0) return
    memory.isFair = random.next() < wins * (1 - degradation) ** memory.trades++
    const enter = random.next() < 0.5 ? enterLong : enterShort
    return enter({ order: memory.isFair ? limit(bar.close) : market(), size: { lots }, tag: 'leak', reason: 'a coin' })
  },
})
