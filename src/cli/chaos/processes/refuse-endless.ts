// Refuses a strategy whose file never comes to its end: it is loaded in a thread of its own first, which can be stopped.

import { Worker } from 'node:worker_threads'
import { BenchError } from '../../../std/errors.js'

/** Far more than compiling and evaluating a file takes. */
const MOST_MS = 10_000

/** Fails with `BAD_STRATEGY` where loading takes too long, and with nothing else: other faults of the file show when it is loaded for good. */
export async function refuseEndless(
  name: string,
  cwd: string,
  mostMs = MOST_MS,
  file = new URL('./loading-thread.js', import.meta.url),
): Promise<void> {
  const thread = new Worker(file, { workerData: { name, cwd }, stdout: true, stderr: true })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void thread.terminate()
  }, mostMs)
  thread.on('error', () => {})
  await new Promise((resolve) => thread.once('exit', resolve))
  clearTimeout(timer)
  if (!isLate) return
  const hint = 'an endless loop outside its handlers? What it works out there belongs into onStart'
  throw new BenchError('BAD_STRATEGY', `${name} was not loaded after ${mostMs / 1000} s`, hint)
}
