// The same strategy is started twice, each of the two as if it were alone.

import { z } from 'zod'
import type { BacktestStrategy } from '../../../engine/backtest-request.js'
import type { OperatorFault } from '../fault.js'

const params = z.strictObject({ copies: z.number().int().min(1).max(20).default(1).describe('How many more than there should be') })

export const twoInstances: OperatorFault<z.infer<typeof params>> = {
  name: 'two-instances',
  plane: 'operator',
  targets: 'healthy strategy',
  says: 'A strategy runs more than once',
  params,
  draw: (random) => ({ copies: 1 + random.integer(5) }),
  apply(setup, { copies }, { target }) {
    const twice = setup.strategies.filter((one) => target === undefined || nameOf(one) === target)
    const more = twice.flatMap((one) =>
      Array.from({ length: copies }, (_, index): BacktestStrategy => ({ ...one, name: `${nameOf(one)}-again-${index + 1}` })),
    )
    return { ...setup, strategies: [...setup.strategies, ...more] }
  },
}

function nameOf({ strategy, name = strategy.name }: BacktestStrategy): string {
  return name
}
