// Judges chunks of tasks in threads. One that ends takes its chunk with it, so the tasks of that are judged again one by one.

import { endedBy } from '../suite/judge-task.js'
import type { Task } from '../suite/task.js'
import type { JudgedRun } from '../verdict/verdict.js'

/** A pool of threads. Fails where the thread ends that has the chunk. */
export interface Threads {
  run(chunk: readonly Task[]): Promise<readonly JudgedRun[]>
}

/** A run for each task. Where the thread ends once more with a task alone, that is a run that failed. */
export async function judgedInThreads(chunk: readonly Task[], threads: Threads): Promise<readonly JudgedRun[]> {
  try {
    return await threads.run(chunk)
  } catch (error) {
    const [first] = chunk
    if (first === undefined) return []
    if (chunk.length === 1) return [endedBy(error, first, null)]
    const runs: JudgedRun[] = []
    for (const task of chunk) runs.push(...(await judgedInThreads([task], threads)))
    return runs
  }
}
