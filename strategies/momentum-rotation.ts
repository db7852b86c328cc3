// Cross-sectional momentum: once a month hold the few instruments that rose most, in equal weights.

import { defineStrategy, roc, type Target, target, z } from 'trading-bench'

export default defineStrategy({
  name: 'momentum-rotation',
  description: 'Ranks all instruments by their return over some months and holds the best few, rebalanced at fixed intervals.',
  params: z.object({
    lookback: z.int().min(1).default(126).describe('Bars over which the return is measured'),
    hold: z.int().min(1).default(5).describe('How many instruments to hold'),
    every: z.int().min(1).default(21).describe('Bars between two rebalances'),
  }),
  indicators: (p) => ({ rise: roc(p.lookback) }),
  memory: (): { bars: number; asked: readonly Target[] } => ({ bars: 0, asked: [] }),
  onBars({ instruments, memory }, p) {
    const ready = instruments.filter((one) => one.isFresh && one.isWarm)
    if (ready.length === 0) return
    // Between two rebalances: once more what was denied, or ended unfilled.
    if (memory.bars++ % p.every !== 0) {
      memory.asked = memory.asked.filter(({ instrument: id, weight }) =>
        instruments.some(({ instrument, position }) => instrument.id === id && position.isFlat !== (weight === 0)),
      )
      const free = ready.filter(({ working }) => !working.some(({ role }) => role === 'rebalance'))
      return memory.asked.filter((asked) => free.some(({ instrument }) => instrument.id === asked.instrument))
    }
    const ranked = [...ready].sort((a, b) => b.lines.rise.now - a.lines.rise.now)
    memory.asked = ranked.map(({ instrument, lines }, rank) =>
      target(instrument.id, rank < p.hold && lines.rise.now > 0 ? 1 / p.hold : 0, `rank ${rank + 1}`),
    )
    return memory.asked
  },
})
