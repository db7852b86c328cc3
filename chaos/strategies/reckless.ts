// Wrong: reckons no risk of its own. It buys once, holds whatever comes, and gets out only when it is told of a breach. Stopped by the monitors, which tell it.

import { defineStrategy, enterLong, exit, type Signal, z } from 'trading-bench'

export default defineStrategy({
  name: 'reckless',
  params: z.object({
    weight: z.number().positive().max(1000).default(0.04).describe('Share of equity that it puts into each instrument'),
  }),
  memory: () => ({ isTold: false }),
  onBar({ position, working, memory }, _, { weight }) {
    if (!memory.isTold && position.isFlat && working.length === 0) return enterLong({ size: { weight }, reason: 'why not' })
  },
  onRiskBreach({ instruments, memory }): Signal[] {
    memory.isTold = true
    return instruments.flatMap(({ instrument, position }) =>
      position.isFlat ? [] : [exit({ instrument: instrument.id, reason: 'it was told' })],
    )
  },
})
