// Cross-sectional momentum: once a month hold the few instruments that rose most, in equal weights.

import { defineStrategy, roc, target, z } from 'trading-bench'

export default defineStrategy({
  name: 'momentum-rotation',
  description: 'Ranks all instruments by their return over some months and holds the best few, rebalanced at fixed intervals.',
  params: z.object({
    lookback: z.int().min(1).default(126).describe('Bars over which the return is measured'),
    hold: z.int().min(1).default(5).describe('How many instruments to hold'),
    every: z.int().min(1).default(21).describe('Bars between two rebalances'),
  }),
  indicators: (p) => ({ rise: roc(p.lookback) }),
  memory: () => ({ bars: 0 }),
  onBars({ instruments, memory }, p) {
    const ready = instruments.filter((one) => one.isFresh && one.isWarm)
    if (ready.length === 0 || memory.bars++ % p.every !== 0) return
    const ranked = [...ready].sort((a, b) => b.lines.rise.now - a.lines.rise.now)
    return ranked.map(({ instrument, lines }, rank) =>
      target(instrument.id, rank < p.hold && lines.rise.now > 0 ? 1 / p.hold : 0, `rank ${rank + 1}`),
    )
  },
})
