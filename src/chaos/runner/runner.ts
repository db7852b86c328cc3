// The runner: judges tasks in this thread or in a pool of them, and gives back the same runs in the same order either way.

import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { assert } from '../../std/assert.js'
import type { Bench } from '../suite/judge-task.js'
import type { Task } from '../suite/task.js'
import type { JudgedRun } from '../verdict/verdict.js'
import { type Chunk, ChunkQueue } from './chunk-queue.js'
import { chunksOf } from './chunks.js'
import { judgedInThreads } from './in-threads.js'
import { type BenchPlan, benchFor, judgeChunk, planFor } from './open-bench.js'

export interface Runner {
  /** Where scenarios and strategies are looked for first. */
  readonly cwd: string
  /** Threads; 1 is this one alone. */
  readonly workers: number
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Has its way around what is judged in this thread, so that a caller can end it. */
  readonly within?: (<Result>(work: () => Result) => Result) | undefined
}

/**
 * Each task gives one run, in the order of the tasks. What needs an isolated host comes first, one after the other and with nothing beside it: what the
 * process grows by is held against it. Errors: those of loading, and of schedules that cannot run.
 */
export async function runTasks(tasks: readonly Task[], runner: Runner): Promise<readonly JudgedRun[]> {
  const progress = new Count(tasks.length, runner.onProgress)
  const shared = tasks.filter(({ isolated }) => !isolated)
  const chunks = chunksOf(shared, runner.workers)
  const alone = chunksOf(
    tasks.filter(({ isolated }) => isolated),
    1,
  )
  const count = Math.min(runner.workers, chunks.length)
  const threads: Piscina[] = []
  try {
    // What cannot be loaded is told by its own error here, and not by each thread.
    const bench = await benchFor(tasks, runner.cwd)
    const plan = planFor(tasks, runner.cwd)
    const another = (): Piscina => {
      const thread = threadFor(plan)
      threads.push(thread)
      return thread
    }
    const judged = new Map(
      count > 1 ? await inThreads(chunks, alone, count, another, progress) : inThisThread([...alone, ...chunks], bench, runner, progress),
    )
    return tasks.map((task) => judged.get(task) as JudgedRun)
  } finally {
    await endAll(threads)
  }
}

type Judged = readonly (readonly [Task, JudgedRun])[]

function inThisThread(chunks: readonly Chunk[], bench: Bench, { within = (work) => work() }: Runner, progress: Count): Judged {
  return chunks.flatMap((chunk) => {
    const runs = within(() => judgeChunk(chunk, bench))
    progress.add(chunk.length)
    return paired(chunk, runs)
  })
}

/** Trials make much that lives for a moment: room for it spares collections. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 }

/** A pool of its own, so that what it is given goes to no other. */
function threadFor(workerData: BenchPlan): Piscina {
  const filename = fileURLToPath(new URL('./thread.cjs', import.meta.url))
  // A thread that waits for its first chunk by atomics does not load meanwhile.
  return new Piscina({ filename, name: 'judgeInThread', minThreads: 1, maxThreads: 1, atomics: 'disabled', workerData, resourceLimits })
}

async function endAll(threads: readonly Piscina[]): Promise<void> {
  await Promise.all(threads.map((thread) => thread.destroy()))
}

/** All but the first thread are started when nothing is isolated any more: what they load is much. */
async function inThreads(
  chunks: readonly Chunk[],
  alone: readonly Chunk[],
  count: number,
  another: () => Piscina,
  progress: Count,
): Promise<Judged> {
  const judge = async (chunk: Chunk, thread: Piscina): Promise<Judged> => {
    const runs = paired(chunk, await judgedInThreads(chunk, thread))
    progress.add(chunk.length)
    return runs
  }
  const first = another()
  const judged: (readonly [Task, JudgedRun])[] = []
  for (const chunk of alone) judged.push(...(await judge(chunk, first)))
  const queue = new ChunkQueue(chunks)
  const lane = async (thread: Piscina): Promise<void> => {
    for (let chunk = queue.next(null); chunk !== null; chunk = queue.next(chunk)) judged.push(...(await judge(chunk, thread)))
  }
  await Promise.all([first, ...Array.from({ length: count - 1 }, another)].map(lane))
  return judged
}

function paired(tasks: readonly Task[], runs: readonly JudgedRun[]): Judged {
  assert(runs.length === tasks.length, `${tasks.length} tasks give as many runs, and not ${runs.length}`)
  return tasks.map((task, index) => [task, runs[index] as JudgedRun] as const)
}

class Count {
  #done = 0
  readonly #total: number
  readonly #tell: Runner['onProgress']

  constructor(total: number, tell: Runner['onProgress']) {
    this.#total = total
    this.#tell = tell
  }

  add(count: number): void {
    this.#done += count
    this.#tell?.(this.#done, this.#total)
  }
}
