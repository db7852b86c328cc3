// The chunks that wait for a thread. One goes on with the world that it is at: what V8 has learnt of that world's objects serves it, and of all worlds it learns little.

import type { Task } from '../suite/task.js'

export type Chunk = readonly Task[]

export class ChunkQueue {
  readonly #waiting = new Map<string, Chunk[]>()
  /** Worlds that a thread is at or has been at. */
  readonly #begun = new Set<string>()

  constructor(chunks: readonly Chunk[]) {
    for (const chunk of chunks) {
      const world = worldOf(chunk)
      const waiting = this.#waiting.get(world)
      if (waiting === undefined) this.#waiting.set(world, [chunk])
      else waiting.push(chunk)
    }
  }

  /** The next for a thread, after the one that it had; null where none is left. */
  next(after: Chunk | null): Chunk | null {
    const same = after === null ? undefined : this.#waiting.get(worldOf(after))
    const chunks = same ?? this.#largest((world) => !this.#begun.has(world)) ?? this.#largest(() => true)
    const chunk = chunks?.shift()
    if (chunks === undefined || chunk === undefined) return null
    const world = worldOf(chunk)
    this.#begun.add(world)
    if (chunks.length === 0) this.#waiting.delete(world)
    return chunk
  }

  /** Of these worlds the one of which most tasks wait. */
  #largest(isAsked: (world: string) => boolean): Chunk[] | undefined {
    let [most, largest] = [0, undefined as Chunk[] | undefined]
    for (const [world, chunks] of this.#waiting) {
      const count = isAsked(world) ? tasksIn(chunks) : 0
      if (count > most) [most, largest] = [count, chunks]
    }
    return largest
  }
}

function tasksIn(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}

function worldOf([first]: Chunk): string {
  return first?.world ?? ''
}
