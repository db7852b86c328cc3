// What a thread of the pool does: it loads strategies and scenarios once, then judges chunk after chunk.

import { workerData } from 'piscina'
import type { Task } from '../suite/task.js'
import type { JudgedRun } from '../verdict/verdict.js'
import { type BenchPlan, judgeChunk, openBench } from './open-bench.js'

const bench = openBench(workerData as BenchPlan)

/** Judges a chunk by what was loaded. Errors: those of loading. */
export async function judgeInThread(chunk: readonly Task[]): Promise<readonly JudgedRun[]> {
  return judgeChunk(chunk, await bench)
}
