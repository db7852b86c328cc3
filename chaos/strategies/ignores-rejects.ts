// Wrong: asks again at once for what was refused, twice as often each time, and never asks why. Its orders are too large: stopped by the cap on the value of an order, then by the message throttle.

import { defineStrategy, enterLong, market, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'ignores-rejects',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(200).describe('Lots of an order'),
    most: z.int().min(1).max(10_000).default(64).describe('Most orders at an event'),
  }),
  memory: () => ({ asked: 1, had: 0 }),
  onBar({ position, working, memory }, _, { lots, most }): Signal[] {
    const isRefused = working.length === 0 && position.quantity === memory.had
    memory.asked = isRefused ? Math.min(most, memory.asked * 2) : 1
    memory.had = position.quantity
    return Array.from({ length: memory.asked }, (_, k) => enterLong({ order: market(), size: { lots }, tag: `try${k}`, reason: 'again' }))
  },
})
