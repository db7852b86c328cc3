// What a scenario draws its schedule from: the bars of its world, times in them, and a stream of its own.

import type { BarSeries } from '../../model/bar.js'
import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { fail } from '../../std/assert.js'
import type { RandomStream } from '../../std/random.js'

/** A trigger at a time. */
export interface AtTime {
  readonly at: string
}

/** The same seed draws the same. */
export interface Draw {
  /** The bars of the world. */
  readonly series: readonly BarSeries[]
  readonly random: RandomStream
  /** At the open of the first bar. */
  readonly start: AtTime
  /** So far into the bars, 0…1, at the close of one. */
  at(share: number): AtTime
  /** At the close of a bar that is drawn between two such shares. */
  between(first: number, last: number): AtTime
  /** So many minutes after a time. */
  after(time: AtTime, minutes: number): AtTime
}

/** Draws from the bars of a world. */
export function drawOf(series: readonly BarSeries[], random: RandomStream): Draw {
  const { openTime, closeTime, length } = series[0]?.columns ?? fail('a world has bars')
  const at = (share: number) => atTime(closeTime[Math.min(length - 1, Math.floor(share * length))] as number)
  return {
    series,
    random,
    start: atTime(openTime[0] as number),
    at,
    between: (first, last) => at(first + (last - first) * random.next()),
    after: (time, minutes) => atTime(Date.parse(time.at) + minutes * MINUTE_MS),
  }
}

function atTime(time: EpochMs): AtTime {
  return { at: new Date(time).toISOString() }
}
