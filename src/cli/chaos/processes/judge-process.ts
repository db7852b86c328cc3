// A process of its own in which a strategy of a user's is judged: what it breaks is that process alone.

import { Worker } from 'node:worker_threads'
import { judgeChunk, openBench } from '../../../chaos/runner/open-bench.js'
import { refuseUntestable } from '../../../chaos/tester/tester.js'
import { fail } from '../../../std/assert.js'
import { BenchError } from '../../../std/errors.js'
import type { Answer, Question } from './judging-process.js'
import type { MemoryWatch } from './memory-watch.js'

const MB = 1024 * 1024

process.on('disconnect', () => process.exit())
process.on('message', async (question: Question) => {
  process.send?.(await answer(question))
})

let bench: ReturnType<typeof openBench> | null = null

async function answer({ plan, task, isFirst, memoryMb }: Question): Promise<Answer> {
  if (bench === null) watchMemory(memoryMb)
  bench ??= openBench(plan)
  try {
    const opened = await bench
    if (isFirst) refuseUntestable(opened.tested ?? fail('it was loaded'), opened.laboratory, task.seed)
    return { run: judgeChunk([task], opened)[0] ?? fail('a task gives a run') }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    return { refused: { code: error.code, message: error.message, hint: error.hint } }
  }
}

/** Beyond what is there already. */
function watchMemory(memoryMb: number): void {
  const workerData: MemoryWatch = { limitBytes: process.memoryUsage.rss() + memoryMb * MB, parent: process.ppid }
  new Worker(new URL('./memory-watch.js', import.meta.url), { workerData })
}
