// Buy at the first chance and never sell: what every other strategy has to beat.

import { defineStrategy, enterLong, z } from 'trading-bench'

export default defineStrategy({
  name: 'buy-and-hold',
  description: 'Buys at the first open and holds to the end.',
  params: z.object({}),
  onBar({ position, working }) {
    if (position.isFlat && working.length === 0) return enterLong({ timeInForce: 'GTC', reason: 'buy once' })
  },
})
