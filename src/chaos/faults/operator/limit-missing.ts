// A limit is not there: a field of the config that came out empty. A limit that is missing is never read as none.

import { z } from 'zod'
import { guardedLimits } from '../../../risk/limits.js'
import type { OperatorFault } from '../fault.js'

const names = Object.keys(guardedLimits) as [keyof typeof guardedLimits, ...(keyof typeof guardedLimits)[]]

const params = z.strictObject({ limit: z.enum(names).default('orderValue').describe('Which one') })

export const limitMissing: OperatorFault<z.infer<typeof params>> = {
  name: 'limit-missing',
  plane: 'operator',
  says: 'A limit is missing',
  params,
  draw: (random) => ({ limit: names[random.integer(names.length)] as keyof typeof guardedLimits }),
  apply: (setup, { limit }) => ({ ...setup, config: { ...setup.config, limits: { ...setup.config.limits, [limit]: null } } }),
}
