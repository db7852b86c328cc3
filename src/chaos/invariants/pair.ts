// Holds a trial to an invariant of a pair. Each costs another run, so they take turns by the seed.

import type { EpochMs } from '../../model/time.js'
import type { Trial } from '../trial/trial.js'
import type { Finding, Violation } from './invariant.js'
import type { CompletedTrial, PairInvariant, TrialPlan } from './pair-invariant.js'
import { prefix } from './prefix.js'
import { repeatedFills } from './repeated-fills.js'
import { siblings } from './siblings.js'

export const pairInvariants: readonly PairInvariant[] = [repeatedFills, prefix, siblings]

/** Holds a trial to the pair whose turn it is at its seed, and to one other run of it: over the seeds of a suite each has its turn. */
export function pairViolations(plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  const { length } = pairInvariants
  const { seed } = plan.schedule
  if (!isComplete(trial)) return []
  const turn = inTurn(pairInvariants, seed) as PairInvariant
  const other = inTurn(turn.others(plan, trial), Math.floor(seed / length))
  return other === undefined ? [] : heldToOther(turn, other, trial, run)
}

function inTurn<One>(all: readonly One[], turn: number): One | undefined {
  return all[((turn % all.length) + all.length) % all.length]
}

/** Against all its other runs, up to the first that is another. Nothing is said of a trial that did not come to its end, or whose other was refused. */
export function heldToPair(pair: PairInvariant, plan: TrialPlan, trial: Trial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
  if (!isComplete(trial)) return []
  for (const other of pair.others(plan, trial)) {
    const violations = heldToOther(pair, other, trial, run)
    if (violations.length > 0) return violations
  }
  return []
}

function heldToOther(pair: PairInvariant, asked: TrialPlan, trial: CompletedTrial, run: (plan: TrialPlan) => Trial): readonly Violation[] {
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
