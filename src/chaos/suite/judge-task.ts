// Judges tasks, each by the gates of its kind; an error, of whatever kind, is a gate that failed.

import { fail } from '../../std/assert.js'
import { BenchError } from '../../std/errors.js'
import { judge, judgeSchedule } from '../judging/judge.js'
import { judgeHeld } from '../judging/judge-held.js'
import { judgeNegative } from '../judging/negative-control.js'
import type { Laboratory } from '../laboratory.js'
import type { Scenario } from '../scenario/scenario.js'
import { scenarioSchedule } from '../scenario/scenario-schedule.js'
import { type Schedule, scheduleOf } from '../schedule/schedule.js'
import { swarmSchedule } from '../schedule/swarm.js'
import { conditionNamed } from '../tester/conditions.js'
import type { Tested } from '../tester/tested.js'
import { testerRun } from '../tester/tester.js'
import { withAdvice } from '../tester/tester-gates.js'
import { judgedRun } from '../verdict/judged-run.js'
import type { Gate, JudgedRun } from '../verdict/verdict.js'
import type { Task } from './task.js'

/** What tasks are judged in. */
export interface Bench {
  readonly laboratory: Laboratory
  readonly scenarios: ReadonlyMap<string, Scenario>
  /** Null where no strategy is tested. */
  readonly tested: Tested | null
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
  const { kind, name, world, seed, depth } = task
  const { laboratory } = bench
  switch (kind) {
    case 'scenario': {
      const scenario = scenarioOf(task, bench)
      if (task.schedule === null) return judge(scenario, laboratory, seed, depth)
      return judgeSchedule(scenario, laboratory, { world, schedule: task.schedule }, depth)
    }
    case 'negative control':
      return judgeNegative(world, laboratory, seed, depth)
    case 'tester':
      return testerRun(testedIn(bench), laboratory, seed, conditionNamed(name), depth)
    case 'swarm':
      return judgeHeld({ kind, name, world }, laboratory, scheduleOfTask(task, bench), depth)
    case 'schedule':
    case 'corpus': {
      const kept = scheduleOfTask(task, bench)
      if (task.scenario === null) return judgeHeld({ kind, name, world }, laboratory, kept, depth)
      const run = judgeSchedule(scenarioOf(task, bench), laboratory, { world, schedule: kept }, depth)
      return { ...run, kind, name, gates: run.gates.filter((gate) => isAsked(gate, task)) }
    }
  }
}

function isAsked({ name }: Gate, { gates }: Task): boolean {
  return gates === null || name === 'invariants' || name === 'ran to its end' || gates.includes(name)
}

/** What goes wrong in it: kept, or drawn from its seed. */
export function scheduleOfTask(task: Task, bench: Bench): Schedule {
  const { kind, name, world, seed, schedule } = task
  if (schedule !== null) return schedule
  const place = bench.laboratory.world(world, seed)
  switch (kind) {
    case 'scenario':
      return scenarioSchedule(scenarioOf(task, bench), place.series, seed)
    case 'swarm':
      return swarmSchedule(seed, place)
    case 'tester':
      return conditionNamed(name).schedule(
        place,
        seed,
        bench.laboratory.twin(place, seed).result ?? fail('what does not run normally was refused'),
      )
    default:
      return scheduleOf(seed, [])
  }
}

function scenarioOf({ scenario }: Task, { scenarios }: Bench): Scenario {
  return scenarios.get(scenario ?? '') ?? fail('the scenarios of tasks are loaded before any is judged')
}

function testedIn({ tested }: Bench): Tested {
  return tested ?? fail('the strategy of a test is loaded before it is tested')
}

/** A run that there is nothing to be measured of, and that no other is the same as. */
export function endedBy(error: unknown, task: Task, bench: Bench | null): JudgedRun {
  const { kind, name, world, seed, scenario, tested } = task
  const says = errorText(error)
  const gates = [endedGate(error, says, tested !== null)]
  const run = judgedRun({ kind, name, world, seed, scenario, schedule: scheduleIfAny(task, bench), gates, hash: says })
  return tested === null ? run : { ...run, tested }
}

/** With what mends it. */
function endedGate(error: unknown, says: string, isTest: boolean): Gate {
  const gate: Gate = { name: 'ran to its end', passed: false, says }
  const hint = error instanceof BenchError ? error.hint : undefined
  if (isTest && !(error instanceof BenchError && error.code === 'USAGE')) return withAdvice(gate)
  return hint === undefined ? gate : { ...gate, says: `${says}; ${isTest ? 'to mend it, ' : 'hint: '}${hint}` }
}

/** `UNKNOWN_FAULT: …`, `TypeError: …` */
function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error instanceof BenchError ? error.code : error.name}: ${error.message}`
}

/** Drawing it may be what failed. */
function scheduleIfAny(task: Task, bench: Bench | null): Schedule {
  try {
    return bench === null ? (task.schedule ?? scheduleOf(task.seed, [])) : scheduleOfTask(task, bench)
  } catch {
    return scheduleOf(task.seed, [])
  }
}
