// Judges a strategy of a user's in processes of its own, so that one that loops, leaks or ends its process fails a gate and nothing else.

import type { BenchPlan, TestedPlan } from '../../../chaos/runner/open-bench.js'
import type { Task } from '../../../chaos/suite/task.js'
import { HOME } from '../../../chaos/tester/tested.js'
import type { JudgedRun } from '../../../chaos/verdict/verdict.js'
import { type JudgingLimits, JudgingProcess } from './judging-process.js'

export interface TestedRunner {
  readonly cwd: string
  /** Processes at a time. */
  readonly workers: number
  readonly tested: TestedPlan
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Those of the bars where it says none. */
  readonly limits?: JudgingLimits | undefined
}

/** What judges one task after the other. */
export type Judging = Pick<JudgingProcess, 'judged' | 'close'>

/**
 * The first task is judged before any other: one that does not run to its end where nothing goes wrong is judged by that alone. Else each task gives one
 * run, in the order of the tasks. Fails as a backtest does for a strategy that cannot be tested.
 */
export async function runTested(
  tasks: readonly Task[],
  { cwd, workers, tested, onProgress, limits = limitsFor(tested) }: TestedRunner,
  start = (plan: BenchPlan): Judging => new JudgingProcess(plan, limits),
): Promise<readonly JudgedRun[]> {
  const [first, ...others] = tasks
  if (first === undefined) return []
  const plan = { cwd, scenarios: [], tested }
  const processes = Array.from({ length: Math.min(workers, tasks.length) }, () => start(plan))
  const [one] = processes as [Judging, ...Judging[]]
  const runs: JudgedRun[] = []
  const judge = async (judging: Judging, task: Task, place: number): Promise<void> => {
    runs[place] = await judging.judged(task, place === 0)
    done++
    onProgress?.(done, tasks.length)
  }
  let done = 0
  let next = 0
  try {
    await judge(one, first, 0)
    if (first.name === HOME && didNotEnd(runs[0] as JudgedRun)) return runs
    const lane = async (judging: Judging): Promise<void> => {
      while (next < others.length) {
        const place = next++
        await judge(judging, others[place] as Task, place + 1)
      }
    }
    await Promise.all(processes.map(lane))
    return runs
  } finally {
    for (const judging of processes) judging.close()
  }
}

function didNotEnd({ gates }: JudgedRun): boolean {
  return gates.some(({ name, passed }) => name === 'ran to its end' && !passed)
}

/** Generous: a task is some runs, each of which takes a fraction of a second over a few thousand bars. */
function limitsFor({ series }: TestedPlan): JudgingLimits {
  const bars = (series ?? []).reduce((sum, { columns }) => sum + columns.length, 0)
  return { taskMs: 30_000 + 10 * bars, memoryMb: 1024 }
}
