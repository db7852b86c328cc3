// Wrong: sends orders only to cancel them and to send others, each a little off the last price, all the time. Stopped by the message throttle; what fills meanwhile is held by the caps on positions.

import { cancel, defineStrategy, enterLong, limit, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'churner',
  params: z.object({
    orders: z.int().min(1).max(10_000).default(40).describe('Orders that it has working at a time'),
    step: z.number().positive().max(1).default(0.0001).describe('From one price to the next, a fraction'),
    lots: z.int().min(1).max(1_000_000_000).default(5).describe('Lots of an order'),
  }),
  onBar({ bar }, _, { orders, step, lots }): Signal[] {
    const fresh = Array.from({ length: orders }, (_, k) =>
      enterLong({ order: limit(bar.close * (1 - step * k)), size: { lots: lots + k }, tag: `${bar.index}/${k}`, reason: 'churn' }),
    )
    return [cancel({ reason: 'churn' }), ...fresh]
  },
})
