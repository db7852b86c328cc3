// A process of its own in which a strategy of a user's is judged: what it breaks is that process alone.

import { Worker } from 'node:worker_threads'
import { judgeChunk, openBench } from '../../../chaos/runner/open-bench.js'
import { endedBy } from '../../../chaos/suite/judge-task.js'
import { refuseUntestable } from '../../../chaos/tester/tester.js'
import { fail } from '../../../std/assert.js'
import { BenchError } from '../../../std/errors.js'
import type { Answer, Question } from './judging-process.js'
import { LooseErrors } from './loose-errors.js'
import type { MemoryWatch } from './memory-watch.js'

const MB = 1024 * 1024

// Who asks listens to nobody else: a strategy that has something to say to a parent of its own has none here.
const send = process.send?.bind(process) ?? fail('it is a process that was forked')
delete process.send
const loose = new LooseErrors()

process.on('disconnect', () => process.exit())
process.on('message', async (question: Question) => {
  send({ ...(await wholeAnswer(question)), token: question.token })
})

let bench: ReturnType<typeof openBench> | null = null

/** What a strategy does behind our back is of the task that it does it in. */
async function wholeAnswer(question: Question): Promise<Answer> {
  const given = await answer(question).catch((error) => ({ run: endedBy(error, question.task, null) }))
  const error = await loose.taken()
  return error === null || 'refused' in given ? given : { run: endedBy(error, question.task, null) }
}

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
