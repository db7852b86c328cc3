// The event queue: events leave in the total order (time, rank, sequence). Equal time and rank leave in the order they came.

import type { EpochMs } from '../../model/time.js'
import type { Rank } from './rank.js'

interface Entry<Event> {
  readonly time: EpochMs
  readonly rank: Rank
  readonly sequence: number
  readonly event: Event
}

/**
 * A binary heap with a lane before it. Nearly all events are a broker's word on what happens now: they come one after the other with one time and
 * one rank, so that waiting in a line keeps their order. The lane takes those of the key that it was opened for, the heap all others.
 */
export class EventQueue<Event> {
  /** How many events wait. */
  size = 0
  readonly #heap: Entry<Event>[] = []
  #sequence = 0
  readonly #lane: (Event | undefined)[] = []
  #laneTime: EpochMs = Number.POSITIVE_INFINITY
  #laneRank: Rank = 0
  /** Those in line: from `#first` up to `#end` of the lane. */
  #first = 0
  #end = 0

  /** The time of the first event, or Infinity. */
  get nextTime(): EpochMs {
    const inHeap = this.#heap[0]?.time ?? Number.POSITIVE_INFINITY
    return this.#first < this.#end ? Math.min(inHeap, this.#laneTime) : inHeap
  }

  push(time: EpochMs, rank: Rank, event: Event): void {
    this.size++
    if (this.#first === this.#end) {
      this.#first = 0
      this.#end = 0
      this.#laneTime = time
      this.#laneRank = rank
    } else if (time !== this.#laneTime || rank !== this.#laneRank) {
      this.#heap.push({ time, rank, sequence: this.#sequence++, event })
      this.#up(this.#heap.length - 1)
      return
    }
    this.#lane[this.#end++] = event
  }

  /** Takes the first event if it is due at or before (time, rank); undefined otherwise. */
  take(time: EpochMs, rank: Rank): Event | undefined {
    if (this.size === 0) return undefined
    return this.#isLaneFirst() ? this.#takeFromLane(time, rank) : this.#takeFromHeap(time, rank)
  }

  /** At one key the heap goes first: what it holds came before the lane was opened. */
  #isLaneFirst(): boolean {
    const inHeap = this.#heap[0]
    if (inHeap === undefined) return true
    return this.#first < this.#end && (this.#laneTime - inHeap.time || this.#laneRank - inHeap.rank) < 0
  }

  #takeFromLane(time: EpochMs, rank: Rank): Event | undefined {
    if (!isDue(this.#laneTime, this.#laneRank, time, rank)) return undefined
    const event = this.#lane[this.#first]
    this.#lane[this.#first++] = undefined
    this.size--
    return event
  }

  #takeFromHeap(time: EpochMs, rank: Rank): Event | undefined {
    const first = this.#heap[0] as Entry<Event>
    if (!isDue(first.time, first.rank, time, rank)) return undefined
    const last = this.#heap.pop() as Entry<Event>
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#down(0)
    }
    this.size--
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

function isDue(time: EpochMs, rank: Rank, byTime: EpochMs, byRank: Rank): boolean {
  return time < byTime || (time === byTime && rank <= byRank)
}
