// Invariants of a pair: what holds between a trial and another that differs from it in one thing. A judge asks one of them for each seed.

import type { EpochMs } from '../../model/time.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import type { Finding, Violation } from './invariant.js'
import { prefix } from './prefix.js'
import { repeatedFills } from './repeated-fills.js'
import { siblings } from './siblings.js'

/** What a trial is run of. */
export interface TrialPlan {
  readonly world: World
  readonly schedule: Schedule
}

export interface PairInvariant {
  /** `I13` */
  readonly id: string
  readonly says: string
  /** The other run of the pair; null where the invariant says nothing of this one. */
  other(plan: TrialPlan): TrialPlan | null
  /** Both ran to their end. */
  compare(one: CompletedTrial, other: CompletedTrial, plan: TrialPlan): Finding
}

export type CompletedTrial = Trial & { readonly result: NonNullable<Trial['result']> }

export const pairInvariants: readonly PairInvariant[] = [repeatedFills, prefix, siblings]

/** Holds a trial to the pair whose turn it is at its seed: over the seeds of a suite each has its turn. */
export function pairViolations(plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  const { length } = pairInvariants
  const turn = pairInvariants[((plan.schedule.seed % length) + length) % length] as PairInvariant
  return heldToPair(turn, plan, trial, run)
}

/** Nothing is said of a trial that was refused, or whose other was. */
export function heldToPair(pair: PairInvariant, plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  const asked = isComplete(trial) ? pair.other(plan) : null
  if (asked === null || !isComplete(trial)) return []
  const other = run(asked)
  const finding = isComplete(other) ? pair.compare(trial, other, asked) : null
  return finding === null ? [] : [{ invariant: pair.id, time: lastTime(trial), ...finding }]
}

function isComplete(trial: Trial): trial is CompletedTrial {
  return trial.result !== null
}

function lastTime({ result: { equity } }: CompletedTrial): EpochMs {
  return equity.time.at(-1) ?? 0
}
