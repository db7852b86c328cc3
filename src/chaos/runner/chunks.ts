// Tasks in chunks that one thread does one after the other: those of one world and seed share its bars and its clean twin.

import type { Task } from '../suite/task.js'

/** Where there are few worlds and seeds, chunks are no longer than this, so that no thread is left with nothing to do. */
const MOST = 12
/** For each thread; with more than these, none waits long for another at the end. */
const PLENTY = 4

export function chunksOf(tasks: readonly Task[], threads: number): readonly (readonly Task[])[] {
  const byWorld = new Map<string, Task[]>()
  for (const task of tasks) {
    const key = `${task.world} ${task.seed}`
    const known = byWorld.get(key)
    if (known === undefined) byWorld.set(key, [task])
    else known.push(task)
  }
  const whole = [...byWorld.values()]
  return threads === 1 || whole.length > PLENTY * threads ? whole : whole.flatMap(inParts)
}

function inParts(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const count = Math.ceil(tasks.length / MOST)
  return Array.from({ length: count }, (_, part) => tasks.slice(part * MOST, (part + 1) * MOST))
}
