// Wrong: takes every loss and every word of the risk system as a reason to bet twice as much, on the same side or against it. Stopped by the cap on the value of an order, then by that on the value of a position.

import { defineStrategy, enterLong, enterShort, market, type Signal, z } from 'trading-bench'

/** Beyond this it would be no number of lots any more. */
const MOST_LOTS = 1e9

export default defineStrategy({
  name: 'risk-ignorant',
  params: z.object({
    lots: z.int().min(1).max(1_000_000_000).default(5).describe('Lots of the first order'),
    factor: z.number().min(1).max(1000).default(2).describe('How much larger the next one is'),
    mode: z.enum(['double', 'contrarian']).default('double').describe('On a breach: more of the same, or as much against it'),
  }),
  memory: ({ lots }) => ({ next: lots }),
  onBar({ bar, position, working, memory }, _, { factor }) {
    if (working.some(({ role }) => role === 'entry')) return
    if (position.isFlat) return more(memory, 1, false)
    const isLosing = position.isLong ? bar.close < position.averagePrice : bar.close > position.averagePrice
    if (isLosing) return more(memory, factor, position.isShort)
  },
  onRiskBreach({ instruments, memory }, _, { factor, mode }): Signal[] {
    return instruments.map(({ instrument, position }) => {
      const isShort = position.isShort !== (mode === 'contrarian')
      return { ...more(memory, factor, isShort), instrument: instrument.id }
    })
  },
})

function more(memory: { next: number }, factor: number, isShort: boolean): Signal {
  memory.next = Math.min(MOST_LOTS, Math.round(memory.next * factor))
  const enter = isShort ? enterShort : enterLong
  return enter({ order: market(), size: { lots: memory.next }, tag: 'more', reason: 'it must turn' })
}
