// An operator holds trading back in the midst of it, for good: what works and what is held is as it happens to be.

import { z } from 'zod'
import type { OperatorFault } from '../fault.js'

const deeds = ['kill', 'reduce', 'halt'] as const

const params = z.strictObject({ deed: z.enum(deeds).default('kill').describe('What the operator does') })

export const holdBack: OperatorFault<z.infer<typeof params>> = {
  name: 'hold-back',
  plane: 'operator',
  targets: 'any strategy',
  says: 'An operator holds trading back in the midst of it',
  params,
  draw: (random) => ({ deed: deeds[Math.max(0, random.integer(4) - 1)] as (typeof deeds)[number] }),
  apply(setup, { deed }, { window, target }) {
    if (!Number.isFinite(window.from)) return setup
    const at = new Date(window.from).toISOString()
    const held = { at, do: deed, reason: 'something looks wrong', ...(target !== undefined && { strategy: target }) }
    const operator = [...(setup.config.operator ?? []), held].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    return { ...setup, config: { ...setup.config, operator } }
  },
}
