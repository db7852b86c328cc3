// Wrong: returns thousands of signals at every event, at any price. Stopped by the message throttle; the caps on positions hold meanwhile.

import { cancel, defineStrategy, enterLong, limit, market, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'signal-flood',
  params: z.object({
    signals: z.int().min(1).max(10_000).default(2000).describe('Signals an event'),
    lots: z.int().min(1).max(1_000_000_000).default(10).describe('Lots of an order'),
  }),
  onBar({ bar, random }, _, { signals, lots }): Signal[] {
    return Array.from({ length: signals }, (_, k) => anySignal(bar.close, `flood${k}`, random.integer(5), lots))
  },
})

function anySignal(price: number, tag: string, kind: number, lots: number): Signal {
  const terms = { size: { lots }, tag, reason: 'flood' }
  if (kind === 0) return cancel({ tag, reason: 'flood' })
  return enterLong({ ...terms, order: kind === 1 ? market() : limit(price * (1 + (kind - 3) * 0.001)) })
}
