// The judge: holds one scenario at one seed to its gates. A gate that was asked for and not reached fails; none is skipped.

import type { BacktestConfigInput } from '../../engine/config.js'
import type { EpochMs } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import { randomStream } from '../../std/random.js'
import { pairViolations } from '../invariants/pair.js'
import type { Laboratory } from '../laboratory.js'
import { type Schedule, scheduleOf } from '../schedule/schedule.js'
import type { World } from '../trial/world.js'
import { type Depth, inFull } from './depth.js'
import { exampleOf } from './example.js'
import * as gate from './gates.js'
import { limitsInForce } from './in-force.js'
import { measured } from './measure.js'
import type { Scenario } from './scenario.js'
import { trialHash } from './trial-hash.js'
import { troubledBy } from './troubled.js'
import type { JudgedRun } from './verdict.js'

/** The schedule of a scenario at a seed: all that it draws is in it. */
export function scenarioSchedule(scenario: Scenario, world: World, seed: number): Schedule {
  const random = randomStream(seed, `scenario/${scenario.name}`)
  const at = (share: number): EpochMs => timeAt(world, share)
  const between = (first: number, last: number) => ({ at: new Date(at(first + (last - first) * random.next())).toISOString() })
  return scheduleOf(seed, scenario.schedule({ world, random, at, between }))
}

/** Runs a scenario at a seed, as deep as is asked. */
export function judge(scenario: Scenario, laboratory: Laboratory, seed: number, depth: Depth = inFull): JudgedRun {
  const world = laboratory.world(scenario.world, seed)
  return judgeSchedule(scenario, laboratory, scenarioSchedule(scenario, world, seed), depth)
}

/** The same for a schedule that is given, such as one that was saved or shrunk. */
export function judgeSchedule(scenario: Scenario, laboratory: Laboratory, schedule: Schedule, depth: Depth): JudgedRun {
  const { seed } = schedule
  const world = laboratory.world(scenario.world, seed)
  const twin = laboratory.twin(world, seed).result ?? fail('a world runs where nothing goes wrong')
  const troubled = troubledBy(schedule)
  const trial = laboratory.trial(world, schedule)
  const paired = depth.paired ? pairViolations({ world, schedule }, trial, (plan) => laboratory.trial(plan.world, plan.schedule)) : []
  const violations = [...trial.violations, ...paired]
  const seen = measured(trial, twin, troubled, scenario.caughtBy)
  const { config } = world
  const budget = scenario.budget(config, twin.initialCash, limitsInForce(config, twin.initialCash))
  const gates = [
    gate.heldInvariants(violations),
    ...(scenario.caughtBy.length === 0 ? [] : gate.caughtInTime(seen, scenario.caughtBy, budget)),
    gate.damageWithin(seen, budget),
    gate.nothingLeaked(trial),
  ]
  if (depth.again) gates.push(gate.sameAgain(trial, laboratory.trial(world, schedule)))
  const isAblated = depth.ablation && scenario.caughtBy.length > 0
  const without = isAblated ? laboratory.trial({ ...world, config: merged(config, scenario.without), promised: config }, schedule) : null
  const unguarded = without && measured(without, twin, troubled, scenario.caughtBy)
  if (without && unguarded) {
    const { breaks, caughtBy } = scenario
    gates.push(breaks.length === 0 ? gate.neverOff(unguarded, caughtBy) : gate.ablation(without, unguarded, budget, breaks))
  }
  return {
    kind: 'scenario',
    name: scenario.name,
    world: world.name,
    seed,
    schedule,
    named: scenario.caughtBy,
    backups: scenario.backups,
    gates,
    catches: seen.catches,
    detectMs: gate.detectMs(seen),
    recoverMs: gate.recoverMs(seen),
    damage: seen.damage,
    damageBudget: budget.damage,
    unguardedDamage: unguarded?.damage ?? null,
    violations,
    example: depth.example ? exampleOf(trial, twin, schedule, seen.catches) : null,
    hash: trialHash(trial),
  }
}

/** The close of a bar so far into a world, 0…1. */
function timeAt({ series }: World, share: number): EpochMs {
  const { closeTime, length } = series[0]?.columns ?? fail('a world has bars')
  return closeTime[Math.min(length - 1, Math.floor(share * length))] as number
}

/** A config with another laid over it, group by group. */
function merged(config: BacktestConfigInput, over: BacktestConfigInput): BacktestConfigInput {
  const groups = Object.entries(over).map(([name, value]) => {
    const own = config[name as keyof BacktestConfigInput]
    return [name, isGroup(own) && isGroup(value) ? { ...own, ...value } : value] as const
  })
  return { ...config, ...Object.fromEntries(groups) }
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
