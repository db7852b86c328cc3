// The judge: holds one scenario at one seed to its gates. Who is named is asked when; what costs another run is asked as deep as is wanted.

import { fail } from '../../std/assert.js'
import { faultNamed } from '../faults/catalog.js'
import { pairViolations } from '../invariants/pair.js'
import type { Laboratory } from '../laboratory.js'
import { budgetOf } from '../scenario/ask-scenario.js'
import { merged } from '../scenario/merged-config.js'
import type { Scenario } from '../scenario/scenario.js'
import { scenarioSchedule } from '../scenario/scenario-schedule.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import { judgedRun } from '../verdict/judged-run.js'
import type { JudgedRun } from '../verdict/verdict.js'
import { type Depth, inFull } from './depth.js'
import { exampleOf } from './example.js'
import * as gate from './gates.js'
import { detectMs, measured, recoverMs } from './measure.js'
import { trialHash } from './trial-hash.js'

/** Runs a scenario at a seed, as deep as is asked. */
export function judge(scenario: Scenario, laboratory: Laboratory, seed: number, depth: Depth = inFull): JudgedRun {
  const schedule = scenarioSchedule(scenario, laboratory.world(scenario.world, seed).series, seed)
  return judgeSchedule(scenario, laboratory, { world: scenario.world, schedule }, depth)
}

/** The same for a schedule that is given, such as one that was saved or shrunk, in the world that it is said to be in. */
export function judgeSchedule(
  scenario: Scenario,
  laboratory: Laboratory,
  { world: place, schedule }: { readonly world: string; readonly schedule: Schedule },
  depth: Depth,
): JudgedRun {
  const { seed } = schedule
  const world = laboratory.world(place, seed)
  const twin = laboratory.twin(world, seed).result ?? fail('a world runs where nothing goes wrong')
  const trial = laboratory.trial(world, schedule)
  const paired = depth.paired ? pairViolations({ world, schedule }, trial, (plan) => laboratory.unwatched(plan.world, plan.schedule)) : []
  const violations = [...trial.violations, ...paired]
  const seen = measured(trial, twin, schedule, scenario.caughtBy)
  const { config } = world
  const budget = budgetOf(scenario, config, twin.initialCash)
  const gates = [
    gate.ranToItsEnd(trial, scenario.caughtBy),
    gate.itHappened(trial, withoutFaults(trial, laboratory, world, schedule)),
    gate.heldInvariants(violations),
    ...(scenario.caughtBy.length === 0 ? [] : gate.caughtInTime(seen, scenario.caughtBy, budget)),
    ...(scenario.also === undefined ? [] : [gate.alsoFound(trial, scenario.also)]),
    gate.damageWithin(seen.damage, budget.damage),
    gate.nothingLeaked(trial),
  ]
  if (depth.again) gates.push(gate.sameAgain(trial, laboratory.trial(world, schedule)))
  const isAblated = depth.ablation && scenario.caughtBy.length > 0
  const without = isAblated ? laboratory.trial({ ...world, config: merged(config, scenario.without), promised: config }, schedule) : null
  const unguarded = without && measured(without, twin, schedule, scenario.caughtBy)
  const { breaks, caughtBy } = scenario
  const broke = without && unguarded && breaks !== 'never off' ? gate.brokenWithout(without, unguarded, budget, breaks) : null
  if (without && unguarded)
    gates.push(breaks === 'never off' ? gate.neverOff(unguarded, caughtBy) : gate.ablation(without, unguarded, broke ?? [], breaks))
  return judgedRun({
    kind: 'scenario',
    name: scenario.name,
    scenario: scenario.name,
    world: world.name,
    seed,
    schedule,
    named: scenario.caughtBy,
    backups: scenario.backups,
    gates,
    catches: seen.catches,
    detectMs: detectMs(seen),
    recoverMs: recoverMs(seen),
    damage: seen.damage,
    damageBudget: budget.damage,
    unguardedDamage: unguarded?.damage ?? null,
    unguardedBroke: broke,
    violations,
    example: depth.example ? { story: scenario.story, ...exampleOf(trial, twin, schedule, seen.catches) } : null,
    hash: trialHash(trial),
  })
}

/**
 * The same with nothing but the strategies that misbehave, so that what they do hides no other fault. The twin where there is nothing else, and where bars
 * that no strategy changes tell the two apart already.
 */
function withoutFaults(trial: Trial, laboratory: Laboratory, world: World, schedule: Schedule): Trial {
  const twin = laboratory.twin(world, schedule.seed)
  const misbehaving = schedule.entries.filter(({ fault }) => faultNamed(fault).plane === 'strategy')
  const isMixed = misbehaving.length > 0 && misbehaving.length < schedule.entries.length
  const hasOtherBars = trial.result?.hashes.data !== twin.result?.hashes.data
  return isMixed && !hasOtherBars ? laboratory.unwatched(world, { ...schedule, entries: misbehaving }) : twin
}
