// Runs judged while somebody looks on: a bar of progress, and Ctrl-C that ends them.

import type { TestedPlan } from '../../chaos/runner/open-bench.js'
import { runTasks } from '../../chaos/runner/runner.js'
import type { Task } from '../../chaos/suite/task.js'
import type { JudgedRun } from '../../chaos/verdict/verdict.js'
import { compileForShortRuns } from '../compiling.js'
import { interruptible } from '../terminal/interruptible.js'
import { progress } from '../terminal/progress.js'
import { usualWorkers } from './options.js'
import { runTested } from './processes/run-tested.js'

export interface Watching {
  readonly workers?: number | undefined
  readonly quiet?: boolean | undefined
  readonly json?: boolean | undefined
}

/** With a bar for whoever watches, until they are done. */
export async function watchedTasks(
  tasks: readonly Task[],
  { workers = usualWorkers(), quiet, json }: Watching,
  tested: TestedPlan | null = null,
): Promise<readonly JudgedRun[]> {
  compileForShortRuns()
  const shown = progress(process.stderr.isTTY === true && !quiet && !json, 'runs')
  try {
    const runner = { cwd: process.cwd(), workers, onProgress: shown.update }
    return tested === null ? await runTasks(tasks, { ...runner, within: interruptible }) : await runTested(tasks, { ...runner, tested })
  } finally {
    shown.stop()
  }
}
