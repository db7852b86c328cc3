// The runner: judges tasks in this thread or in a pool of them, and gives back the same runs in the same order either way.

import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { assert } from '../../std/assert.js'
import type { Bench } from '../suite/judge-task.js'
import type { Task } from '../suite/task.js'
import type { JudgedRun } from '../verdict/verdict.js'
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

/** Each task gives one run, in the order of the tasks. What needs an isolated host comes last, alone and in this thread. Errors: those of loading, and of schedules that cannot run. */
export async function runTasks(tasks: readonly Task[], runner: Runner): Promise<readonly JudgedRun[]> {
  const progress = new Count(tasks.length, runner.onProgress)
  const shared = tasks.filter(({ isolated }) => !isolated)
  const chunks = chunksOf(shared, runner.workers)
  const alone = chunksOf(
    tasks.filter(({ isolated }) => isolated),
    1,
  )
  const threads = Math.min(runner.workers, chunks.length)
  const pool = threads > 1 ? poolOf(threads, planFor(tasks, runner.cwd)) : null
  try {
    // What cannot be loaded is told by its own error here, and not by each thread.
    const bench = await benchFor(tasks, runner.cwd)
    const pooled = pool === null ? inThisThread(chunks, bench, runner, progress) : await inPool(chunks, pool, progress)
    await pool?.destroy()
    const judged = new Map([...pooled, ...inThisThread(alone, bench, runner, progress)])
    return tasks.map((task) => judged.get(task) as JudgedRun)
  } finally {
    await pool?.destroy()
  }
}

type Chunk = readonly Task[]
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

function poolOf(threads: number, workerData: BenchPlan): Piscina {
  const filename = fileURLToPath(new URL('./worker.js', import.meta.url))
  return new Piscina({ filename, name: 'judgeInThread', minThreads: threads, maxThreads: threads, workerData, resourceLimits })
}

async function inPool(chunks: readonly Chunk[], pool: Piscina, progress: Count): Promise<Judged> {
  const judged = chunks.map(async (chunk): Promise<Judged> => {
    const runs = await judgedInThreads(chunk, pool)
    progress.add(chunk.length)
    return paired(chunk, runs)
  })
  return (await Promise.all(judged)).flat()
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
