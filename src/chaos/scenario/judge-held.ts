// Judges a schedule for which no control is named, drawn by a swarm or kept in the corpus: whatever comes on, the invariants hold.

import { fail } from '../../std/assert.js'
import { pairViolations } from '../invariants/pair.js'
import type { Laboratory } from '../laboratory.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import type { Depth } from './depth.js'
import { exampleOf } from './example.js'
import * as gate from './gates.js'
import { measured } from './measure.js'
import { trialHash } from './trial-hash.js'
import { troubledBy } from './troubled.js'
import type { Example, JudgedRun } from './verdict.js'

/** Nothing is limited, so nothing is measured, and there is no ablation: nothing is named that could be taken away. */
export function judgeHeld(
  named: Pick<JudgedRun, 'kind' | 'name' | 'world'>,
  laboratory: Laboratory,
  schedule: Schedule,
  depth: Omit<Depth, 'ablation'>,
): JudgedRun {
  const { seed } = schedule
  const world = laboratory.world(named.world, seed)
  const trial = schedule.entries.length === 0 ? laboratory.twin(world, seed) : laboratory.trial(world, schedule)
  const paired = depth.paired ? pairViolations({ world, schedule }, trial, (plan) => laboratory.trial(plan.world, plan.schedule)) : []
  const violations = [...trial.violations, ...paired]
  const gates = [gate.heldInvariants(violations)]
  if (depth.again) gates.push(gate.sameAgain(trial, laboratory.trial(world, schedule)))
  return {
    ...named,
    seed,
    schedule,
    named: [],
    backups: [],
    gates,
    catches: [],
    detectMs: null,
    recoverMs: null,
    damage: null,
    damageBudget: null,
    unguardedDamage: null,
    violations,
    example: depth.example ? picture(trial, laboratory, world, schedule) : null,
    hash: trialHash(trial),
  }
}

function picture(trial: Trial, laboratory: Laboratory, world: World, schedule: Schedule): Example {
  const twin = laboratory.twin(world, schedule.seed).result ?? fail('a world runs where nothing goes wrong')
  return exampleOf(trial, twin, schedule, measured(trial, twin, troubledBy(schedule)).catches)
}
