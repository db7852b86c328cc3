// The judge: holds one scenario at one seed to its gates. A gate that was not reached fails; none is skipped.

import type { BacktestConfigInput } from '../../engine/config.js'
import type { RunResult } from '../../model/run.js'
import { MINUTE_MS } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import { canonicalHash, type Hashable } from '../../std/hash.js'
import { randomStream } from '../../std/random.js'
import type { Violation } from '../invariants/invariant.js'
import { pairViolations } from '../invariants/pair.js'
import type { Laboratory } from '../laboratory.js'
import { type Schedule, scheduleOf } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import { type Measured, measured } from './measure.js'
import type { Budget, Catcher, Scenario } from './scenario.js'
import type { Gate, ScenarioRun } from './verdict.js'

/** The schedule of a scenario at a seed: all that it draws is in it. */
function scenarioSchedule(scenario: Scenario, world: World, seed: number): Schedule {
  const random = randomStream(seed, `scenario/${scenario.name}`)
  return scheduleOf(seed, scenario.schedule({ world, random, at: (share) => timeAt(world, share) }))
}

/** Runs a scenario at a seed: twice as it is, once as it would be without what must catch it. */
export function judge(scenario: Scenario, laboratory: Laboratory, seed: number): ScenarioRun {
  const world = laboratory.world(scenario.world, seed)
  const schedule = scenarioSchedule(scenario, world, seed)
  return judgeSchedule(scenario, laboratory, schedule)
}

/** The same for a schedule that is given, such as one that was saved or shrunk. */
function judgeSchedule(scenario: Scenario, laboratory: Laboratory, schedule: Schedule): ScenarioRun {
  const { seed } = schedule
  const world = laboratory.world(scenario.world, seed)
  const twin = laboratory.twin(world, seed).result ?? fail('a world runs where nothing goes wrong')
  const troubled = troubledBy(schedule)
  const trial = laboratory.trial(world, schedule)
  const again = laboratory.trial(world, schedule)
  const paired = pairViolations({ world, schedule }, trial, (plan) => laboratory.trial(plan.world, plan.schedule))
  const violations = [...trial.violations, ...paired]
  const without = laboratory.trial({ ...world, config: merged(world.config, scenario.without) }, schedule)
  const seen = measured(trial, twin, troubled)
  const budget = scenario.budget(world.config, twin.initialCash)
  const unguarded = measured(without, twin, troubled)
  return {
    scenario: scenario.name,
    seed,
    schedule,
    gates: [
      heldInvariants(violations),
      namedControlFirst(seen, scenario.caughtBy),
      timeToDetect(seen, budget),
      timeToRecover(seen, budget),
      damageWithin(seen, budget),
      nothingLeaked(trial),
      sameAgain(trial, again),
      ablation(without, unguarded, budget, scenario.breaks),
    ],
    catches: seen.catches,
    detectMs: detectMs(seen),
    recoverMs: recoverMs(seen),
    damage: seen.damage,
    damageBudget: budget.damage,
    unguardedDamage: unguarded.damage,
    violations,
    hash: trialHash(trial),
  }
}

/** Strategies that misbehave, or whose place one takes. */
function troubledBy({ entries }: Schedule): ReadonlySet<string> {
  return new Set(entries.map(({ name, target }) => target ?? name))
}

/** The close of a bar so far into a world, 0…1. */
function timeAt({ series }: World, share: number): number {
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

function heldInvariants(violations: readonly Violation[]): Gate {
  const says = violations.map(({ invariant, message }) => `${invariant}: ${message}`).join('; ')
  return { name: 'invariants', passed: violations.length === 0, says: says || 'all held' }
}

function namedControlFirst({ catches: [first] }: Measured, named: readonly Catcher[]): Gate {
  const passed = first !== undefined && named.includes(first.by)
  return { name: 'named control first', passed, says: `${first?.by ?? 'nothing'} caught it first, named: ${named.join(' or ')}` }
}

function timeToDetect(seen: Measured, { detectMinutes }: Budget): Gate {
  const ms = detectMs(seen)
  const passed = ms !== null && ms <= detectMinutes * MINUTE_MS
  return { name: 'time to detect', passed, says: `${minutes(ms)}, at most ${detectMinutes} min` }
}

function timeToRecover(seen: Measured, { recoverMinutes }: Budget): Gate {
  const ms = recoverMs(seen)
  const passed = ms !== null && ms <= recoverMinutes * MINUTE_MS
  return { name: 'time to recover', passed, says: `${minutes(ms)}, at most ${recoverMinutes} min` }
}

function damageWithin({ damage }: Measured, budget: Budget): Gate {
  return { name: 'damage', passed: damage <= budget.damage, says: `${damage.toFixed(2)}, at most ${budget.damage.toFixed(2)}` }
}

/** I5 watches every order that is sent. */
function nothingLeaked({ violations }: Trial): Gate {
  const leak = violations.find(({ invariant }) => invariant === 'I5')
  return { name: 'orders leaked', passed: leak === undefined, says: leak?.message ?? 'none' }
}

function sameAgain(one: Trial, other: Trial): Gate {
  const [first, second] = [trialHash(one), trialHash(other)]
  return { name: 'same again', passed: first === second, says: `${first} and ${second}` }
}

/** Without its control and the backups it has to hurt: one of what is named breaks. */
function ablation(without: Trial, { damage }: Measured, budget: Budget, breaks: readonly string[]): Gate {
  const broken = breaks.filter((what) =>
    what === 'damage' ? damage > budget.damage : without.violations.some(({ invariant }) => invariant === what),
  )
  const says = `without it ${damage.toFixed(2)} of damage, ${broken.length === 0 ? 'nothing' : broken.join(' and ')} of ${breaks.join(', ')} breaks`
  return { name: 'ablation', passed: broken.length > 0, says }
}

function detectMs({ onset, catches: [first] }: Measured): number | null {
  return onset === null || first === undefined ? null : first.time - onset
}

function recoverMs({ contained, catches: [first] }: Measured): number | null {
  return contained === null || first === undefined ? null : contained - first.time
}

function minutes(ms: number | null): string {
  return ms === null ? 'never' : `${(ms / MINUTE_MS).toFixed(1)} min`
}

/** Over what was decided, filled and found. */
function trialHash({ result, refusal, violations, onsets }: Trial): string {
  const { decision, execution } = (result as RunResult | null)?.hashes ?? { decision: refusal?.code ?? '', execution: '' }
  return canonicalHash({ decision, execution, violations, onsets } as unknown as Hashable).slice(0, 16)
}
