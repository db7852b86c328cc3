// A size in the wrong unit: 4 for four percent, which is four hundred, or cents for dollars. Either is a hundred times too large.

import { z } from 'zod'
import type { OperatorFault } from '../fault.js'
import { entryValue } from './entry-value.js'

const params = z.strictObject({
  of: z.enum(['percent', 'cents']).default('percent').describe('A percent read as a fraction, or cents read as dollars'),
})

export const wrongUnit: OperatorFault<z.infer<typeof params>> = {
  name: 'wrong-unit',
  plane: 'operator',
  says: 'Sizes are in the wrong unit, a hundred times too large',
  params,
  draw: (random) => ({ of: random.next() < 0.5 ? 'percent' : 'cents' }),
  apply(setup, { of }) {
    const { config } = setup
    const value = 100 * entryValue(config)
    return { ...setup, config: { ...config, sizing: of === 'cents' ? { notional: value } : { weight: value / (config.cash ?? 100_000) } } }
  },
}
