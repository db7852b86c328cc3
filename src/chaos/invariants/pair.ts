// An invariant of a pair: what holds between a trial and another that differs from it in one thing.

import type { EpochMs } from '../../model/time.js'
import type { Trial } from '../trial/trial.js'
import type { Violation } from './invariant.js'
import type { CompletedTrial, PairInvariant, TrialPlan } from './pair-invariant.js'

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
