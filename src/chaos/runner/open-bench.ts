// What a thread loads once before it judges anything: the strategies of all worlds and faults, and the scenarios of its tasks.

import { Laboratory } from '../laboratory.js'
import { loadLaboratoryStrategies } from '../load-strategies.js'
import { loadScenarios } from '../scenario/load-scenarios.js'
import type { JudgedRun } from '../scenario/verdict.js'
import { type Bench, judgeTask, type Task } from '../suite/task.js'

/** Where scenarios and strategies are looked for first, and which scenarios there have to be. */
export interface BenchPlan {
  readonly cwd: string
  readonly scenarios: readonly string[]
}

/** Errors: those of loading any of them. */
export async function openBench({ cwd, scenarios: names }: BenchPlan): Promise<Bench> {
  const [strategies, scenarios] = await Promise.all([loadLaboratoryStrategies(cwd), names.length === 0 ? [] : loadScenarios(names, cwd)])
  return { laboratory: new Laboratory(strategies), scenarios: new Map(scenarios.map((one) => [one.name, one])) }
}

/** The scenarios that tasks are judged by. */
export function scenariosOf(tasks: readonly Task[]): readonly string[] {
  return [...new Set(tasks.flatMap(({ kind, name, scenario }) => (kind === 'scenario' ? [name] : scenario === null ? [] : [scenario])))]
}

/** Judges tasks of one world and seed, and lets go of it. */
export function judgeChunk(chunk: readonly Task[], bench: Bench): readonly JudgedRun[] {
  const runs = chunk.map((task) => judgeTask(task, bench))
  bench.laboratory.forget()
  return runs
}
