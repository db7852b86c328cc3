// What a thread loads once before it judges anything: the strategies of all worlds and faults, and the scenarios of its tasks.

import { loadStrategy } from '../../strategy/loader.js'
import { Laboratory } from '../laboratory.js'
import { loadLaboratoryStrategies, loadMisbehavingStrategies } from '../load-strategies.js'
import { loadScenarios } from '../scenario/load-scenarios.js'
import { type Bench, judgeTask } from '../suite/judge-task.js'
import { refuseUnrunnable } from '../suite/refuse-unrunnable.js'
import type { Task } from '../suite/task.js'
import { misbehavingInConditions } from '../tester/conditions.js'
import type { Tested } from '../tester/tested.js'
import { testerLaboratory } from '../tester/tester.js'
import type { JudgedRun } from '../verdict/verdict.js'

/** Where scenarios and strategies are looked for first, and which scenarios there have to be. */
export interface BenchPlan {
  readonly cwd: string
  readonly scenarios: readonly string[]
  /** The strategy that is tested; null where none is. */
  readonly tested: TestedPlan | null
}

/** A strategy that is tested, before it is loaded, as plain data. */
export interface TestedPlan extends Omit<Tested, 'strategy'> {
  readonly params: Readonly<Record<string, unknown>>
}

/** Errors: those of loading any of them. */
export async function openBench({ cwd, scenarios: names, tested: plan }: BenchPlan): Promise<Bench> {
  if (plan !== null) return testBench(await loadTested(plan, cwd), cwd)
  const [strategies, scenarios] = await Promise.all([loadLaboratoryStrategies(cwd), names.length === 0 ? [] : loadScenarios(names, cwd)])
  return { laboratory: new Laboratory(strategies), scenarios: new Map(scenarios.map((one) => [one.name, one])), tested: null }
}

async function loadTested({ params, ...plan }: TestedPlan, cwd: string): Promise<Tested> {
  const { strategy, sourceHash } = await loadStrategy(plan.name, { cwd })
  return { ...plan, strategy: { strategy, params, sourceHash } }
}

async function testBench(tested: Tested, cwd: string): Promise<Bench> {
  const misbehaving = await loadMisbehavingStrategies(misbehavingInConditions, cwd)
  return { laboratory: testerLaboratory(tested, misbehaving), scenarios: new Map(), tested }
}

/** A bench in which tasks can be judged, none of which tests a strategy. Errors: those of loading, and of schedules that cannot run. */
export async function benchFor(tasks: readonly Task[], cwd: string): Promise<Bench> {
  const bench = await openBench(planFor(tasks, cwd))
  refuseUnrunnable(tasks, bench)
  return bench
}

/** With the scenarios that tasks are judged by. */
export function planFor(tasks: readonly Task[], cwd: string): BenchPlan {
  return { cwd, scenarios: [...new Set(tasks.flatMap(({ scenario }) => scenario ?? []))], tested: null }
}

/** Judges tasks of one world and seed, and lets go of it. */
export function judgeChunk(chunk: readonly Task[], bench: Bench): readonly JudgedRun[] {
  const runs = chunk.map((task) => judgeTask(task, bench))
  bench.laboratory.forget()
  return runs
}
