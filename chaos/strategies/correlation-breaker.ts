// Wrong: buys both of two instruments where one was to hedge the other, more of them every few bars. No order is too large; stopped by the cap on the value of a position, then by those on net and gross exposure.

import { defineStrategy, enterLong, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'correlation-breaker',
  leastInstruments: 2,
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(40).describe('Lots of each leg at a time'),
    every: z.int().min(1).max(100_000).default(3).describe('Bars from one time to the next'),
  }),
  onBars({ instruments }, { lots, every }) {
    const legs = instruments.filter(({ isFresh, bar }) => isFresh && bar.index % every === 0).slice(0, 2)
    return legs.map(({ instrument }) =>
      enterLong({ instrument: instrument.id, order: market(), size: { lots }, tag: 'leg', reason: 'the hedge of the other' }),
    )
  },
})
