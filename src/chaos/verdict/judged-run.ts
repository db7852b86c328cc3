// A judged run of which nothing is known but what was run and what its gates say; whoever measures more adds it.

import type { JudgedRun } from './verdict.js'

type Known = Pick<JudgedRun, 'kind' | 'name' | 'world' | 'seed' | 'schedule' | 'gates' | 'hash'>

/** Nobody is named, nothing limited, nothing measured, nothing found. */
export function judgedRun(known: Known & Partial<JudgedRun>): JudgedRun {
  return {
    scenario: null,
    named: [],
    backups: [],
    catches: [],
    detectMs: null,
    recoverMs: null,
    damage: null,
    damageBudget: null,
    unguardedDamage: null,
    unguardedBroke: null,
    violations: [],
    example: null,
    ...known,
  }
}
