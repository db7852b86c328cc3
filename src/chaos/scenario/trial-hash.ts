// The hash of a trial, over what was decided, filled and found.

import { canonicalHash, type Hashable } from '../../std/hash.js'
import type { Trial } from '../trial/trial.js'

/** A trial that was refused has its code in the place of decisions. */
export function trialHash({ result, refusal, violations, onsets }: Trial): string {
  const { decision, execution } = result?.hashes ?? { decision: refusal?.code ?? '', execution: '' }
  return canonicalHash({ decision, execution, violations, onsets } as unknown as Hashable).slice(0, 16)
}
