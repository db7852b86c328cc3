// Holds a trial to an invariant of a pair. Each costs another run, so they take turns by the seed.

import type { EpochMs } from '../../model/time.js'
import type { Trial } from '../trial/trial.js'
import type { Finding, Violation } from './invariant.js'
import type { CompletedTrial, PairInvariant, TrialPlan } from './pair-invariant.js'
import { prefix } from './prefix.js'
import { repeatedFills } from './repeated-fills.js'
import { siblings } from './siblings.js'

export const pairInvariants: readonly PairInvariant[] = [repeatedFills, prefix, siblings]

/** Holds a trial to the pair whose turn it is at its seed: over the seeds of a suite each has its turn. */
export function pairViolations(plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  const { length } = pairInvariants
  const turn = pairInvariants[((plan.schedule.seed % length) + length) % length] as PairInvariant
  return heldToPair(turn, plan, trial, run)
}

/** Nothing is said of a trial that did not come to its end, or whose other was refused. */
export function heldToPair(pair: PairInvariant, plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  const asked = isComplete(trial) ? pair.other(plan) : null
  if (asked === null || !isComplete(trial)) return []
  const other = run(asked)
  const finding = isComplete(other) ? pair.compare(trial, other, asked) : endedAlone(other)
  return finding === null ? [] : [{ invariant: pair.id, time: lastTime(trial), ...finding }]
}

/** What ends in its midst is not the same as what comes to its end. */
function endedAlone({ ended }: Trial): Finding {
  return ended && { message: `the run beside it ends in its midst: ${ended.code}: ${ended.message}`, context: { code: ended.code } }
}

function isComplete(trial: Trial): trial is CompletedTrial {
  return trial.result !== null
}

function lastTime({ result: { equity } }: CompletedTrial): EpochMs {
  return equity.time.at(-1) ?? 0
}
