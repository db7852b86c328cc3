// A scenario: one way for a day to go wrong, who must stop it, by when and at what cost, and the proof that without them it hurts.

import type { BacktestConfigInput } from '../../engine/config/config.js'
import { invariantIds } from '../invariants/invariant-id.js'
import type { EntryInput } from '../schedule/schedule.js'
import type { Catcher } from './catcher.js'
import type { Draw } from './draw.js'
import type { InForce } from './in-force.js'
import type { Sign } from './sign.js'

/** What it may cost. */
export interface Budget {
  /** All that strategies that misbehave lost, and what healthy ones made less than in the clean twin, each for itself: no gain counts. The account's currency. */
  readonly damage: number
  /** From the first onset to the first catch, which has to be by a named control. */
  readonly detectMinutes: number
  /**
   * From there until the last time that a strategy that misbehaves grew, that books differed from the broker's, or, where no strategy misbehaves, that a
   * position grew beyond that of the clean twin with the fault on.
   */
  readonly recoverMinutes: number
}

export const breakages = [...invariantIds, 'damage', 'run'] as const

/** What may break without a control: an invariant by its id, the budget of `damage`, or the `run`, which ends. */
export type Breakage = (typeof breakages)[number]

/** What a file of `chaos/scenarios` has as its default export. Damage and budgets are in the account's currency, times in minutes. */
export interface Scenario {
  /** As the command line names it: `knight-capital-2012`. */
  readonly name: string
  /** The incident, or the fault class where it is nobody's. */
  readonly title: string
  /** What happened, what is injected for it, and what must stop it. */
  readonly story: string
  /** By name: `src/chaos/worlds`. */
  readonly world: string
  schedule(draw: Draw): readonly EntryInput[]
  /** Any of these has to catch first. Empty where it must do no harm and nobody has to speak: then nobody is asked when, and nothing is switched off. */
  readonly caughtBy: readonly Catcher[]
  /** Those that would catch next. */
  readonly backups: readonly Catcher[]
  /** What has to be found in the run besides, whoever was first, so that each entry of the schedule shows. Absent where the first catch needs all of them. */
  readonly also?: readonly Sign[]
  /** From the limits in force, so that a limit that moves moves it. */
  budget(config: BacktestConfigInput, equity: number, limits: InForce): Budget
  /** The config without the named control and its backups. */
  readonly without: BacktestConfigInput
  /**
   * Of this one at least then breaks: the budget of `damage`, the `run` that ends, or an invariant by its id, as the config with its controls promises it.
   * `never off` where no config switches the named control off: `without` is then everything else, and it has to catch all the same. Empty where nobody is named.
   */
  readonly breaks: readonly Breakage[] | 'never off'
}

/** A scenario as it is given; the type checks it. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario
}
