// Wrong: buys from itself. Under one tag it bids above the last price, under another it offers below it. Stopped by self-match prevention; without it each bar costs two fees and two spreads.

import { defineStrategy, enterLong, enterShort, limit, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'self-trader',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(2).describe('Lots of each side'),
    overlap: z
      .number()
      .min(0)
      .max(10)
      .default(0.002)
      .describe('How far each side reaches beyond the last price, a fraction; 0: both stand at it'),
  }),
  onBar({ bar }, _, { lots, overlap }): Signal[] {
    const bid = enterLong({ order: limit(bar.close * (1 + overlap)), size: { lots }, tag: 'bid', reason: 'one hand' })
    const offer = enterShort({ order: limit(bar.close * (1 - overlap)), size: { lots }, tag: 'offer', reason: 'the other' })
    return bar.index % 2 === 0 ? [bid, offer] : [offer, bid]
  },
})
