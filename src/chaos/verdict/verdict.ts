// The verdict on a suite: what each scenario did at each seed, gate by gate, as plain data. The page, JUnit and exit code are made of it.

import type { EpochMs } from '../../model/time.js'
import type { Violation } from '../invariants/invariant.js'
import type { Catcher } from '../scenario/catcher.js'
import type { Breakage } from '../scenario/scenario.js'
import type { Schedule } from '../schedule/schedule.js'

export const gateNames = [
  'invariants',
  'named control first',
  'also found',
  'time to detect',
  'time to recover',
  'damage',
  'orders leaked',
  'same again',
  'as a backtest',
  'negative control',
  'ablation',
  'never off',
  'it happened',
  'ran to its end',
  'recovers',
] as const

export type GateName = (typeof gateNames)[number]

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

/** What is judged: a scenario, a drawn swarm, a schedule in a file of the user's, a case of the corpus, healthy strategies alone, or one strategy of a user's. */
export type RunKind = 'scenario' | 'swarm' | 'schedule' | 'corpus' | 'negative control' | 'tester'

/** One of them at one seed. */
export interface JudgedRun {
  readonly kind: RunKind
  /** Its scenario, case, file, world or condition. */
  readonly name: string
  /** By whose gates it was judged, itself where it is one; null where it was held to the invariants, and what is given to coming to something. */
  readonly scenario: string | null
  /** The strategy that was tested and its options, each a word of the command line; absent where none was. */
  readonly tested?: readonly string[] | undefined
  /** That it ran in, by name. */
  readonly world: string
  readonly seed: number
  readonly schedule: Schedule
  /** Who has to catch it first, and who would next; empty where nobody is named. */
  readonly named: readonly Catcher[]
  readonly backups: readonly Catcher[]
  readonly gates: readonly Gate[]
  /** In the order of time; the first by each. */
  readonly catches: readonly Catch[]
  /** Milliseconds; null where nothing was caught or it did not recover. */
  readonly detectMs: number | null
  readonly recoverMs: number | null
  /** The account's currency: what was lost that the clean twin did not lose, never below zero; of a tested strategy without a fault its deepest fall; null where there is neither. */
  readonly damage: number | null
  /** What it may be; null where nothing limits it. */
  readonly damageBudget: number | null
  /** The same without the named control and its backups; null where it was not run. */
  readonly unguardedDamage: number | null
  /** What the scenario says must break without them, and did: `damage`, `I16`; null where it was not run, or nothing switches them off. */
  readonly unguardedBroke: readonly Breakage[] | null
  readonly violations: readonly Violation[]
  /** Of a tested strategy: its run is the same without the fault, and says nothing of it. A strategy that trades seldom is none the worse for that. */
  readonly cameToNothing?: true
  /** For a picture of it; null where none was asked for. */
  readonly example: Example | null
  /** Of the run's decisions and executions, and of what was found. */
  readonly hash: string
}

/** A run to look at, beside its clean twin. */
export interface Example {
  /** Its scenario's; absent where it has none. */
  readonly story?: string
  readonly twin: EquityLine
  readonly chaos: EquityLine
  /** In the order of time. */
  readonly moments: readonly Moment[]
}

/** Thinned; columns of one length. */
export interface EquityLine {
  readonly time: readonly EpochMs[]
  /** The account's currency. */
  readonly equity: readonly number[]
}

export interface Moment {
  readonly time: EpochMs
  readonly kind: 'onset' | 'end' | 'catch' | 'state'
  /** `runaway comes on`, `DUPLICATE_ORDER of runaway-1`, `runaway-1: active to halted by MESSAGE_RATE` */
  readonly says: string
}

export interface Verdict {
  readonly schema: 'bench.chaos-verdict/1'
  readonly engineVersion: string
  /** At which everything was judged but the cases of the corpus, which have their own. */
  readonly seeds: readonly number[]
  /** Every gate held, nothing is unhit, and something came of one run at the least. */
  readonly passed: boolean
  readonly runs: readonly JudgedRun[]
  /** Named controls that never caught their scenario first, where it had seeds enough for each: a gap in the matrix, which fails the verdict. */
  readonly unhit: readonly Unhit[]
  /** Over the runs, of which the rest follows but the engine's version: equal in two processes and on any number of workers. */
  readonly verdictHash: string
}

export interface Unhit {
  readonly scenario: string
  readonly control: Catcher
}
