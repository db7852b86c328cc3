// Yesterday's limits are in force: those of an account of another size.

import { z } from 'zod'
import type { BacktestConfigInput } from '../../../engine/config/config.js'
import { guardedLimits } from '../../../risk/limits.js'
import type { OperatorFault } from '../fault.js'

const params = z.strictObject({
  times: z.number().positive().max(1000).default(10).describe('What limits on values were a multiple of; below 1 they were tighter'),
})

const ofValue = ['orderValue', 'orderEquity', 'positionEquity', 'concentration', 'strategyEquity', 'grossEquity', 'netEquity'] as const

/** The most that the config takes for a share of equity. */
const MOST_SHARE = 100

export const staleConfig: OperatorFault<z.infer<typeof params>> = {
  name: 'stale-config',
  plane: 'operator',
  says: 'The limits are those of yesterday, for an account of another size',
  params,
  draw: (random) => ({ times: random.next() < 0.5 ? 10 : 0.1 }),
  apply: (setup, { times }) => ({
    ...setup,
    config: { ...setup.config, limits: { ...setup.config.limits, ...stale(setup.config, times) } },
  }),
}

function stale({ limits = {} }: BacktestConfigInput, times: number): BacktestConfigInput['limits'] {
  const changed = ofValue.flatMap((name) => {
    const now = limits[name] === undefined ? guardedLimits[name] : limits[name]
    if (typeof now !== 'number') return []
    return [[name, name === 'orderValue' ? now * times : Math.min(MOST_SHARE, now * times)] as const]
  })
  return Object.fromEntries(changed)
}
