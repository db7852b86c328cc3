// Mean reversion: buy weakness, sell strength, and leave if it does not come back in time.

import { defineStrategy, enterLong, exit, rsi, z } from 'trading-bench'

export default defineStrategy({
  name: 'rsi-reversion',
  description: 'Buys when the RSI is low, sells when it has recovered, when a stop is hit or when it takes too long.',
  params: z.object({
    period: z.int().min(2).default(14).describe('Bars in the RSI'),
    low: z.number().min(0).max(100).default(30).describe('Buy below this'),
    high: z.number().min(0).max(100).default(55).describe('Sell above this'),
    stop: z.number().min(0).max(1).default(0.08).describe('Protective stop, a fraction below the signal’s close'),
    patience: z.int().min(1).default(40).describe('Sell after this many bars'),
  }),
  indicators: (p) => ({ strength: rsi(p.period) }),
  onBar({ position }, { strength }, p) {
    if (position.isFlat && strength.now < p.low) return enterLong({ protect: { stop: { fraction: p.stop } }, reason: 'weak' })
    if (position.isLong && strength.now > p.high) return exit('recovered')
    if (position.isLong && position.barsHeld >= p.patience) return exit('out of patience')
  },
})
