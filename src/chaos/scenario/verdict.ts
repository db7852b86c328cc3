// The verdict on a suite: what each scenario did at each seed, gate by gate, as plain data. The page, JUnit and exit code are made of it.

import type { EpochMs } from '../../model/time.js'
import type { Violation } from '../invariants/invariant.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Catcher } from './scenario.js'

export type GateName =
  | 'invariants'
  | 'named control first'
  | 'time to detect'
  | 'time to recover'
  | 'damage'
  | 'orders leaked'
  | 'same again'
  | 'negative control'
  | 'ablation'

export interface Gate {
  readonly name: GateName
  readonly passed: boolean
  /** With the numbers that were compared. */
  readonly says: string
}

/** A control that said no, in a run and not in its clean twin. */
export interface Catch {
  readonly by: Catcher
  readonly time: EpochMs
  /** Null for the whole account, and for what was refused before it began. */
  readonly strategy: string | null
}

/** One scenario, or one drawn swarm, at one seed. */
export interface ScenarioRun {
  readonly scenario: string
  readonly seed: number
  readonly schedule: Schedule
  readonly gates: readonly Gate[]
  /** In the order of time; the first by each. */
  readonly catches: readonly Catch[]
  /** Milliseconds; null where nothing was caught or it did not recover. */
  readonly detectMs: number | null
  readonly recoverMs: number | null
  /** The account's currency, against the clean twin, and what it may be. */
  readonly damage: number
  readonly damageBudget: number
  /** The same without the named control and its backups. */
  readonly unguardedDamage: number
  readonly violations: readonly Violation[]
  /** Of both runs' decisions and executions, and of what was found. */
  readonly hash: string
}

export interface Verdict {
  readonly schema: 'bench.chaos-verdict/1'
  readonly engineVersion: string
  readonly seeds: readonly number[]
  readonly passed: boolean
  readonly runs: readonly ScenarioRun[]
  /** Over everything above but the engine's version: equal in two processes and on any number of workers. */
  readonly verdictHash: string
}
