// The event queue: a binary heap in the total order (time, rank, sequence). Equal time and rank leave in the order they came.

import type { EpochMs } from '../model/time.js'
import type { Rank } from './rank.js'

interface Entry<Event> {
  readonly time: EpochMs
  readonly rank: Rank
  readonly sequence: number
  readonly event: Event
}

export class EventQueue<Event> {
  readonly #heap: Entry<Event>[] = []
  #sequence = 0

  get size(): number {
    return this.#heap.length
  }

  /** The time of the first event, or Infinity. */
  get nextTime(): EpochMs {
    return this.#heap[0]?.time ?? Number.POSITIVE_INFINITY
  }

  push(time: EpochMs, rank: Rank, event: Event): void {
    this.#heap.push({ time, rank, sequence: this.#sequence++, event })
    this.#up(this.#heap.length - 1)
  }

  /** Takes the first event if it is due at or before (time, rank); undefined otherwise. */
  take(time: EpochMs, rank: Rank): Event | undefined {
    const first = this.#heap[0]
    if (first === undefined || first.time > time || (first.time === time && first.rank > rank)) return undefined
    const last = this.#heap.pop() as Entry<Event>
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#down(0)
    }
    return first.event
  }

  #up(start: number): void {
    let child = start
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.#precedes(child, parent)) return
      this.#swap(child, parent)
      child = parent
    }
  }

  #down(start: number): void {
    let parent = start
    for (;;) {
      const left = 2 * parent + 1
      if (left >= this.#heap.length) return
      const child = left + 1 < this.#heap.length && this.#precedes(left + 1, left) ? left + 1 : left
      if (!this.#precedes(child, parent)) return
      this.#swap(child, parent)
      parent = child
    }
  }

  #precedes(a: number, b: number): boolean {
    const first = this.#heap[a] as Entry<Event>
    const second = this.#heap[b] as Entry<Event>
    return (first.time - second.time || first.rank - second.rank || first.sequence - second.sequence) < 0
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a] as Entry<Event>
    this.#heap[a] = this.#heap[b] as Entry<Event>
    this.#heap[b] = held
  }
}
