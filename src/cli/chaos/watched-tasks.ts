// Runs judged while somebody looks on: a bar of progress, and Ctrl-C that ends them.

import { runTasks } from '../../chaos/runner/runner.js'
import type { JudgedRun } from '../../chaos/scenario/verdict.js'
import type { Task } from '../../chaos/suite/task.js'
import { interruptible } from '../terminal/interruptible.js'
import { type Progress, progress } from '../terminal/progress.js'
import { usualWorkers } from './options.js'

export interface Watching {
  readonly workers?: number | undefined
  readonly quiet?: boolean | undefined
  readonly json?: boolean | undefined
}

export function watchedTasks(tasks: readonly Task[], watching: Watching): Promise<readonly JudgedRun[]> {
  const { workers = usualWorkers() } = watching
  return watched(watching, (onProgress) => runTasks(tasks, { cwd: process.cwd(), workers, onProgress, within: interruptible }))
}

/** With a bar for whoever watches, until it is done. */
export async function watched<Result>(
  { quiet, json }: Watching,
  work: (onProgress: Progress['update']) => Promise<Result>,
): Promise<Result> {
  const shown = progress(process.stderr.isTTY === true && !quiet && !json, 'runs')
  try {
    return await work(shown.update)
  } finally {
    shown.stop()
  }
}
