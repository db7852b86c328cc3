// A thread beside a judge: it ends the process where it takes too much memory, whatever it is doing, and where nobody waits for its answers.

import { workerData } from 'node:worker_threads'

export interface MemoryWatch {
  readonly limitBytes: number
  /** Whose process it is. */
  readonly parent: number
}

const EVERY_MS = 20

const { limitBytes, parent } = workerData as MemoryWatch

setInterval(() => {
  if (process.memoryUsage.rss() > limitBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)
