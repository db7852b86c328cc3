// How long messages travel: from a decision to the venue, from the venue back, and from the market to us. Each way draws from a stream of its own.

import { randomStream } from '../../std/random.js'

/** Milliseconds: always as many, or log-normal with a median that half of them and a p99 that 99 of 100 stay below. */
export type DelayRule = number | { readonly median: number; readonly p99: number }

export interface LatencyRule {
  /** From a decision to the venue. */
  readonly entry: DelayRule
  /** From the venue back to us. */
  readonly response: DelayRule
  /** From the market to us: decisions are made that much later. */
  readonly feed: DelayRule
}

/** Draws a delay in whole milliseconds, 0 or more. */
export type Delay = () => number

/** The 99th percentile of a standard normal draw. */
const Z99 = 2.3263478740408408

/** A delay by its rule; `way` names its stream, such as `entry`, or `entry/XNAS` for that of one venue. */
export function delay(rule: DelayRule, seed: number, way: string): Delay {
  if (typeof rule === 'number') {
    const fixed = Math.round(rule)
    return () => fixed
  }
  const { median, p99 } = rule
  const spread = Math.log(p99 / median) / Z99
  const stream = randomStream(seed, `latency/${way}`)
  return () => Math.round(median * Math.exp(spread * stream.normal()))
}

/** Whether nothing is ever late. */
export function isInstant({ entry, response, feed }: LatencyRule): boolean {
  return entry === 0 && response === 0 && feed === 0
}
