// A scenario: one way for a day to go wrong, who must stop it, by when and at what cost, and the proof that without them it hurts.

import type { BacktestConfigInput } from '../../engine/config.js'
import type { BreachCode } from '../../model/breach.js'
import type { DenialCode } from '../../model/denial.js'
import type { EpochMs } from '../../model/time.js'
import type { RandomStream } from '../../std/random.js'
import type { EntryInput } from '../schedule/schedule.js'
import type { World } from '../trial/world.js'
import type { InForce } from './in-force.js'

/** Who can catch: a control by its denial, a breaker or monitor by its breach, and what stands before and behind them. */
export type Catcher = DenialCode | BreachCode | 'CONFIG_REFUSED' | 'DATA_REFUSED' | 'VENUE_REJECTED'

/** What a scenario draws its schedule from: the same seed draws the same. */
export interface Draw {
  readonly world: World
  readonly random: RandomStream
  /** A time in the world: so far into its sessions, 0…1, at the close of a bar. */
  at(share: number): EpochMs
  /** A trigger at a time that is drawn between two such shares. */
  between(first: number, last: number): { readonly at: string }
}

/** What it may cost. */
export interface Budget {
  /** Equity of the clean twin less that of the run, both flat; the account's currency. */
  readonly damage: number
  /** From the first onset to the first catch by a named control. */
  readonly detectMinutes: number
  /** From there until nothing of it is held or works. */
  readonly recoverMinutes: number
}

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
  /** Any of these has to catch first. Empty where it must do no harm and nobody has to speak: then only invariants, damage and convergence are asked. */
  readonly caughtBy: readonly Catcher[]
  /** Those that would catch next. */
  readonly backups: readonly Catcher[]
  /** From the limits in force, so that a limit that moves moves it. */
  budget(config: BacktestConfigInput, equity: number, limits: InForce): Budget
  /** The config without the named control and its backups. */
  readonly without: BacktestConfigInput
  /**
   * What then breaks, at the least: the budget of `damage`, the `run` that ends, an invariant by its id, as the config with its controls promises it, or
   * `unseen`: nobody says a word. Empty where no config switches the named control off: `without` is then everything else, and it has to catch all the same.
   */
  readonly breaks: readonly string[]
  /** Needs an isolated host: it loops, leaks or throws. */
  readonly isolated?: boolean | undefined
}

/** A scenario as it is given; the type checks it. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario
}
