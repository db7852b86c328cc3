// The form of an invariant that compares two runs: which other run it asks for, and what has to be the same.

import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import type { Finding } from './invariant.js'
import type { InvariantId } from './invariant-id.js'

/** What a trial is run of. */
export interface TrialPlan {
  readonly world: World
  readonly schedule: Schedule
}

export interface PairInvariant {
  /** `I13` */
  readonly id: InvariantId
  readonly says: string
  /** The other runs that this one makes a pair with, one each; none where the invariant says nothing of it. */
  others(plan: TrialPlan, trial: CompletedTrial): readonly TrialPlan[]
  /** Both ran to their end. */
  compare(one: CompletedTrial, other: CompletedTrial, plan: TrialPlan): Finding
}

export type CompletedTrial = Trial & { readonly result: NonNullable<Trial['result']> }
