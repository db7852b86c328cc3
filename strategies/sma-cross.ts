// Trend following at its simplest: long while the fast average is above the slow one.

import { crossesAbove, crossesBelow, defineStrategy, enterLong, exit, sma, z } from 'trading-bench'

export default defineStrategy({
  name: 'sma-cross',
  description: 'Long when the fast moving average crosses above the slow one, flat when it falls below.',
  params: z.object({
    fast: z.int().min(1).default(10).describe('Bars in the fast average'),
    slow: z.int().min(2).default(30).describe('Bars in the slow average'),
  }),
  indicators: (p) => ({ fast: sma('close', p.fast), slow: sma('close', p.slow) }),
  onBar({ position, working }, { fast, slow }) {
    if (position.isFlat && crossesAbove(fast, slow)) return enterLong({ reason: 'fast average rose above slow' })
    if (!position.isLong) return
    // An exit that was denied at the crossing is asked for again.
    const isMissed = fast.now < slow.now && !working.some(({ role }) => role === 'exit')
    if (crossesBelow(fast, slow) || isMissed) return exit('fast average fell below slow')
  },
})
