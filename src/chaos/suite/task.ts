// A task: one thing to be judged, as plain data, so that any thread can judge it.

import { fail } from '../../std/assert.js'
import type { Laboratory } from '../laboratory.js'
import { type Depth, inFull } from '../scenario/depth.js'
import { judge, judgeSchedule, scenarioSchedule } from '../scenario/judge.js'
import { judgeHeld } from '../scenario/judge-held.js'
import { judgeNegative } from '../scenario/negative-control.js'
import type { Scenario } from '../scenario/scenario.js'
import type { JudgedRun, RunKind } from '../scenario/verdict.js'
import { type Schedule, scheduleOf } from '../schedule/schedule.js'
import { swarmSchedule } from '../schedule/swarm.js'

export interface Task {
  readonly kind: Exclude<RunKind, 'tester'>
  /** Of the scenario, of the case, of the file, or of the world where nothing else is named. */
  readonly name: string
  readonly world: string
  readonly seed: number
  readonly depth: Depth
  /** That was kept; null where it is drawn from the seed. */
  readonly schedule: Schedule | null
  /** By whose gates a schedule that was kept is judged; null where it is held to the invariants alone. */
  readonly scenario: string | null
  /** It has a strategy that only a thread of its own ends, by limits of time and memory: nothing else runs beside it. */
  readonly isolated: boolean
}

/** What tasks are judged in. */
export interface Bench {
  readonly laboratory: Laboratory
  readonly scenarios: ReadonlyMap<string, Scenario>
}

/** An error, of whatever kind, is a gate that failed: no task is lost. */
export function judgeTask(task: Task, bench: Bench): JudgedRun {
  try {
    return judged(task, bench)
  } catch (error) {
    return endedBy(error, task, bench)
  }
}

function judged(task: Task, bench: Bench): JudgedRun {
  const { kind, name, world, seed, depth, schedule } = task
  const { laboratory } = bench
  switch (kind) {
    case 'scenario':
      return judge(scenarioOf(task, bench), laboratory, seed, depth)
    case 'negative control':
      return schedule === null
        ? judgeNegative(world, laboratory, seed, depth)
        : judgeHeld({ kind, name, world }, laboratory, schedule, depth)
    case 'swarm':
      return judgeHeld({ kind, name, world }, laboratory, scheduleOfTask(task, bench), depth)
    case 'corpus': {
      const kept = scheduleOfTask(task, bench)
      if (task.scenario === null) return judgeHeld({ kind, name, world }, laboratory, kept, depth)
      return { ...judgeSchedule(scenarioOf(task, bench), laboratory, kept, depth), kind, name }
    }
  }
}

/** What goes wrong in it: kept, or drawn from its seed. */
export function scheduleOfTask(task: Task, bench: Bench): Schedule {
  const { kind, world, seed, schedule } = task
  if (schedule !== null) return schedule
  if (kind === 'scenario') return scenarioSchedule(scenarioOf(task, bench), bench.laboratory.world(world, seed), seed)
  return kind === 'swarm' ? swarmSchedule(seed, bench.laboratory.world(world, seed)) : scheduleOf(seed, [])
}

/** The same task with a schedule in the place of what it draws, judged in full by the same gates. */
export function withSchedule(task: Task, schedule: Schedule): Task {
  const scenario = task.kind === 'scenario' ? task.name : task.scenario
  return { ...task, kind: 'corpus', scenario, schedule, depth: inFull }
}

function scenarioOf({ name, scenario }: Task, { scenarios }: Bench): Scenario {
  return scenarios.get(scenario ?? name) ?? fail('the scenarios of tasks are loaded before any is judged')
}

/** A run that there is nothing to be measured of, and that no other is the same as. */
export function endedBy(error: unknown, task: Task, bench: Bench | null): JudgedRun {
  const { kind, name, world, seed } = task
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {
    kind,
    name,
    world,
    seed,
    schedule: scheduleIfAny(task, bench),
    named: [],
    backups: [],
    gates: [{ name: 'ran to its end', passed: false, says }],
    catches: [],
    detectMs: null,
    recoverMs: null,
    damage: null,
    damageBudget: null,
    unguardedDamage: null,
    violations: [],
    example: null,
    hash: says,
  }
}

/** Drawing it may be what failed. */
function scheduleIfAny(task: Task, bench: Bench | null): Schedule {
  try {
    return bench === null ? (task.schedule ?? scheduleOf(task.seed, [])) : scheduleOfTask(task, bench)
  } catch {
    return scheduleOf(task.seed, [])
  }
}
