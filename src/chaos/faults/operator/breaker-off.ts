// A breaker is switched off: left so after a test, or because it was in the way.

import { z } from 'zod'
import type { OperatorFault } from '../fault.js'

const names = ['drawdown', 'dailyLoss', 'rapidDrawdown', 'strategyLoss', 'equityUnknown', 'repeatedExecution'] as const

const params = z.strictObject({
  breaker: z
    .enum(['all', ...names])
    .default('all')
    .describe('Which one'),
})

export const breakerOff: OperatorFault<z.infer<typeof params>> = {
  name: 'breaker-off',
  plane: 'operator',
  says: 'A breaker is switched off',
  params,
  draw: (random) => ({ breaker: names[random.integer(names.length)] as (typeof names)[number] }),
  apply(setup, { breaker }) {
    const { breakers } = setup.config
    if (breaker === 'all' || breakers === 'off') return { ...setup, config: { ...setup.config, breakers: 'off' } }
    const others = typeof breakers === 'object' ? breakers : {}
    return { ...setup, config: { ...setup.config, breakers: { ...others, [breaker]: 'off' } } }
  },
}
