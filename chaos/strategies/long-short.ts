// Wrong: buys every other instrument and sells the rest, a little more at each bar, and looks at its net alone, which is near nothing. Stopped by the cap on all that a strategy holds, then by that on gross exposure.

import { defineStrategy, enterLong, enterShort, market, z } from 'trading-bench'

export default defineStrategy({
  name: 'long-short',
  leastInstruments: 2,
  params: z.object({
    weight: z.number().positive().max(1000).default(0.02).describe('Share of equity of each order'),
  }),
  onBars({ instruments }, { weight }) {
    return instruments.map(({ instrument }, place) => {
      const enter = place % 2 === 0 ? enterLong : enterShort
      return enter({ instrument: instrument.id, order: market(), size: { weight }, tag: 'book', reason: 'it is hedged' })
    })
  },
})
