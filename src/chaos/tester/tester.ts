// The strategy tester: one strategy of the user's held to a condition at a seed, judged by the same gates as a scenario where they make sense.

import { breachCodes } from '../../model/breach.js'
import { fail } from '../../std/assert.js'
import { BenchError, type ErrorCode } from '../../std/errors.js'
import { strategyFaults } from '../faults/strategy-faults.js'
import { heldToPair, pairInvariants } from '../invariants/pair.js'
import type { Depth } from '../judging/depth.js'
import { exampleOf } from '../judging/example.js'
import * as gate from '../judging/gates.js'
import { detectMs, type Measured, measured, recoverMs, refusalsFirst } from '../judging/measure.js'
import { trialHash } from '../judging/trial-hash.js'
import { Laboratory } from '../laboratory.js'
import { lastEnd } from '../schedule/entry-end.js'
import type { Schedule } from '../schedule/schedule.js'
import type { MisbehavingStrategies } from '../trial/bound-entry.js'
import type { Trial } from '../trial/trial.js'
import { judgedRun } from '../verdict/judged-run.js'
import type { JudgedRun } from '../verdict/verdict.js'
import type { Condition } from './conditions.js'
import { deepestFall } from './deepest-fall.js'
import { refuseIdle } from './refuse-idle.js'
import { HOME, homeOf, mostLost, refuseNeedy, strategyName, type Tested } from './tested.js'
import * as own from './tester-gates.js'

/** `again` and `paired` are of runs without a fault, `example` is of the normal one and of those that failed; `ablation` is nothing that a strategy has. */
export const testerDepth: Depth = { ablation: false, again: true, paired: true, example: true }

/** A laboratory in which a strategy is tested: its worlds are the homes of that strategy. */
export function testerLaboratory(tested: Tested, misbehaving: MisbehavingStrategies): Laboratory {
  return new Laboratory({ healthy: new Map(), misbehaving }, undefined, (_, seed) => homeOf(tested, seed))
}

/** Fails as a backtest does for bars that cannot be run, and with `USAGE` for a strategy that cannot be tested or never trades. One that fails can be judged. */
export function refuseUntestable(tested: Tested, laboratory: Laboratory, seed: number): void {
  refuseNeedy(tested)
  try {
    refuseIdle(tested, laboratory.twin(laboratory.world(HOME, seed), seed))
  } catch (error) {
    if (!(error instanceof BenchError) || !failures.has(error.code)) throw error
  }
}

/** What a strategy does wrong itself. */
const failures: ReadonlySet<ErrorCode> = new Set(['STRATEGY_THREW', 'BAD_STRATEGY', 'STRATEGY_STOPPED'])

/** A strategy under one condition at a seed. */
export function testerRun(tested: Tested, laboratory: Laboratory, seed: number, condition: Condition, depth = testerDepth): JudgedRun {
  const home = laboratory.world(HOME, seed)
  const twin = laboratory.twin(home, seed)
  refuseIdle(tested, twin)
  const alone = twin.result ?? fail('what does not run normally was refused')
  const [world, schedule] = [condition.world(home, seed, alone), condition.schedule(home, seed, alone)]
  const run = () => laboratory.trial(world, schedule)
  const trial = condition.kind === 'normal' ? twin : run()
  const name = strategyName(tested)
  const again = depth.again && condition.kind !== 'chaos' ? gate.sameAgain(trial, run()) : null
  // Where a run is another each time, another that differs proves nothing.
  const isPaired = depth.paired && condition.kind === 'normal' && again?.passed !== false
  const pairs = isPaired
    ? pairInvariants.flatMap((pair) => heldToPair(pair, { world, schedule }, trial, (plan) => laboratory.trial(plan.world, plan.schedule)))
    : []
  const violations = [...trial.violations, ...pairs]
  const seen = seenIn(condition, trial, twin, schedule)
  const budget = (mostLost(home.config) ?? fail('a config without a drawdown breaker was refused')) * alone.initialCash
  const gates = [...(again === null ? [] : [again]), gate.heldInvariants(violations), gate.nothingLeaked(trial)]
  if (condition.kind === 'chaos') gates.push(gate.damageWithin(seen.damage, budget))
  else gates.push(own.fallWithin(seen.damage, budget))
  if (condition.kind === 'normal') gates.push(own.leftAlone(alone))
  else gates.push(own.recovers(trial, alone, name, lastEnd(schedule.entries, trial.onsets), isReplaced(schedule, name)))
  const isFailed = gates.some(({ passed }) => !passed)
  return judgedRun({
    kind: 'tester',
    name: condition.name,
    tested: [tested.name, ...tested.words],
    world: world.name,
    seed,
    schedule,
    gates: gates.map(own.withAdvice),
    catches: seen.catches,
    detectMs: detectMs(seen),
    recoverMs: recoverMs(seen),
    damage: seen.damage,
    damageBudget: budget,
    violations,
    ...(condition.kind === 'chaos' && !gate.itHappened(trial, twin).passed ? { cameToNothing: true } : {}),
    example: depth.example && (isFailed || condition.kind === 'normal') ? exampleOf(trial, alone, schedule, seen.catches) : null,
    hash: trialHash(trial),
  })
}

/** Nobody is named here, so a warning of anybody is a catch. Where no fault comes on there is no twin to lose against: damage is the deepest fall below the peak. */
function seenIn({ kind }: Condition, trial: Trial, twin: Trial, schedule: Schedule): Measured {
  const alone = twin.result ?? fail('what does not run normally was refused')
  if (kind === 'chaos') return measured(trial, alone, schedule, breachCodes)
  if (trial.result === null) return { ...measured(trial, alone, schedule), onset: null }
  return { catches: refusalsFirst(trial.result), onset: null, damage: deepestFall(trial.result).amount, contained: null }
}

/** Whether another trades in its place. */
function isReplaced({ entries }: Schedule, name: string): boolean {
  return entries.some(({ fault, target }) => target === name && strategyFaults.some((one) => one.name === fault))
}
