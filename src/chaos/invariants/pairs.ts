// Every invariant of a pair. A judge asks one of them for each seed, since each costs another run.

import type { Trial } from '../trial/trial.js'
import type { Violation } from './invariant.js'
import { heldToPair, type PairInvariant, type TrialPlan } from './pair.js'
import { prefix } from './prefix.js'
import { repeatedFills } from './repeated-fills.js'
import { siblings } from './siblings.js'

/** They take turns, by the seed. */
export const pairInvariants: readonly PairInvariant[] = [repeatedFills, prefix, siblings]

/** Holds a trial to the pair whose turn it is at its seed: over the seeds of a suite each has its turn. */
export function pairViolations(plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  const { length } = pairInvariants
  const turn = pairInvariants[((plan.schedule.seed % length) + length) % length] as PairInvariant
  return heldToPair(turn, plan, trial, run)
}
