// Judges a schedule for which no control is named: whatever comes on, the invariants hold. One that is given, in a file or the corpus, has to come to something too.

import { fail } from '../../std/assert.js'
import { pairViolations } from '../invariants/pair.js'
import type { Laboratory } from '../laboratory.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import { judgedRun } from '../verdict/judged-run.js'
import type { Example, Gate, JudgedRun } from '../verdict/verdict.js'
import type { Depth } from './depth.js'
import { exampleOf } from './example.js'
import * as gate from './gates.js'
import { measured } from './measure.js'
import { trialHash } from './trial-hash.js'

/** Bars and settings may be refused before the run begins. Nobody is named, so damage and times are not judged, and nothing can be taken away. */
export function judgeHeld(
  named: Pick<JudgedRun, 'kind' | 'name' | 'world'>,
  laboratory: Laboratory,
  schedule: Schedule,
  depth: Omit<Depth, 'ablation'>,
): JudgedRun {
  const { seed } = schedule
  const world = laboratory.world(named.world, seed)
  const trial = schedule.entries.length === 0 ? laboratory.twin(world, seed) : laboratory.trial(world, schedule)
  const paired = depth.paired ? pairViolations({ world, schedule }, trial, (plan) => laboratory.unwatched(plan.world, plan.schedule)) : []
  const violations = [...trial.violations, ...paired]
  const gates = [gate.ranToItsEnd(trial, ['DATA_REFUSED', 'CONFIG_REFUSED']), gate.heldInvariants(violations)]
  if (depth.again) gates.push(gate.sameAgain(trial, laboratory.trial(world, schedule)))
  if (isGiven(named)) gates.push(schedule.entries.length === 0 ? byItself : gate.itHappened(trial, laboratory.twin(world, seed)))
  const example = depth.example ? picture(trial, laboratory, world, schedule) : null
  return judgedRun({ ...named, seed, schedule, gates, violations, example, hash: trialHash(trial) })
}

/** Somebody wrote it down or kept it for what it does: one that never comes on proves nothing. A seed may draw what comes to nothing. */
function isGiven({ kind }: Pick<JudgedRun, 'kind'>): boolean {
  return kind === 'schedule' || kind === 'corpus'
}

/** What a swarm finds where nothing goes wrong is kept as a case without entries; a plain schedule without any is refused. */
const byItself: Gate = { name: 'it happened', passed: true, says: 'it has no entries: the case is of a world by itself' }

function picture(trial: Trial, laboratory: Laboratory, world: World, schedule: Schedule): Example {
  const twin = laboratory.twin(world, schedule.seed).result ?? fail('a world runs where nothing goes wrong')
  return exampleOf(trial, twin, schedule, measured(trial, twin, schedule).catches)
}
