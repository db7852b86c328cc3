// Wrong: has one limit order and changes it many times at every event, up to the market and beyond. Stopped by the message throttle, which counts changes as it does orders, and by the price tolerance.

import { amend, defineStrategy, enterLong, exit, limit, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'amender',
  params: z.object({
    changes: z.int().min(1).max(10_000).default(12).describe('Changes at an event'),
    step: z.number().positive().max(1).default(0.001).describe('From one price to the next, a fraction'),
    lots: z.int().min(1).max(1_000_000_000).default(5).describe('Lots of the order'),
  }),
  onBar({ bar, position, working }, _, { changes, step, lots }): Signal | readonly Signal[] {
    if (position.isLong) return exit('it got some')
    const lowest = bar.close * (1 - step * changes)
    if (!working.some(({ role }) => role === 'entry'))
      return enterLong({ order: limit(lowest), size: { lots }, tag: 'chase', reason: 'chase' })
    return Array.from({ length: changes }, (__, k) => amend({ tag: 'chase', limit: lowest + bar.close * step * (k + 1) }))
  },
})
