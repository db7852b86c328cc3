// What the functions of a scenario answer, checked: the entries that it draws, and the budget that it gives itself.

import { z } from 'zod'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { BenchError } from '../../std/errors.js'
import { misfitOf } from '../../std/misfit.js'
import type { EntryInput } from '../schedule/schedule.js'
import type { Draw } from './draw.js'
import { limitsInForce } from './in-force.js'
import type { Budget, Scenario } from './scenario.js'

const budgetFields = z.strictObject({
  damage: z.number(),
  detectMinutes: z.number(),
  recoverMinutes: z.number(),
} satisfies Readonly<Record<keyof Budget, z.ZodType>>)

/** Fails with `BAD_SCENARIO` for one that throws. */
export function entriesOf(scenario: Scenario, draw: Draw): readonly EntryInput[] {
  return answerOf(scenario, 'schedule', () => scenario.schedule(draw))
}

/** Fails with `BAD_SCENARIO` for one that throws, that nothing can go over, that leaves something out, or that has a key which is none. */
export function budgetOf(scenario: Scenario, config: BacktestConfigInput, cash: number): Budget {
  const budget = answerOf(scenario, 'budget', () => scenario.budget(config, cash, limitsInForce(config, cash)))
  const misfit = misfitOf(budget, budgetFields)
  if (misfit === null) return budget
  throw new BenchError(
    'BAD_SCENARIO',
    `the budget of ${scenario.name}: ${misfit.message}`,
    misfit.hint ?? 'make it of limits that its world has',
  )
}

/** What is ours to tell goes through as it is. */
function answerOf<Answer>({ name }: Scenario, part: 'schedule' | 'budget', ask: () => Answer): Answer {
  try {
    return ask()
  } catch (error) {
    if (error instanceof BenchError) throw error
    throw new BenchError('BAD_SCENARIO', `the ${part} of ${name} throws ${String(error)}`, `mend ${part} in ${name}.ts`)
  }
}
