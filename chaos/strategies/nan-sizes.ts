// Wrong: divides by zero and trades the result: sizes that are no number, without end, beyond all money, below zero, nothing. Stopped by the finite checks, which no profile is without, then by the caps on an order.

import { defineStrategy, enterLong, enterShort, market, type Signal, z } from 'trading-bench'

const sizes = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -5, 0]

export default defineStrategy({
  name: 'nan-sizes',
  params: z.object({
    side: z.enum(['long', 'short']).default('long').describe('Which way it trades them'),
  }),
  onBar(_, __, { side }): Signal[] {
    const enter = side === 'long' ? enterLong : enterShort
    return sizes.flatMap((size, k) => [
      enter({ order: market(), size: { lots: size }, tag: `lots${k}`, reason: 'a wrong number' }),
      enter({ order: market(), size: { notional: size }, tag: `notional${k}`, reason: 'a wrong number' }),
      enter({ order: market(), size: { weight: size }, tag: `weight${k}`, reason: 'a wrong number' }),
    ])
  },
})
