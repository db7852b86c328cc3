// The hash of a trial, over what was decided, filled and found.

import { canonicalHash, type Hashable } from '../../std/hash.js'
import type { Trial } from '../trial/trial.js'

/** A trial that was refused has its code in the place of decisions, and one that ended in the place of executions. */
export function trialHash({ result, refusal, ended, violations, onsets }: Trial): string {
  const { decision, execution } = result?.hashes ?? { decision: refusal?.code ?? '', execution: ended?.code ?? '' }
  return canonicalHash({ decision, execution, violations, onsets } as unknown as Hashable).slice(0, 16)
}
