// Other histories that could have been: resamples of dependent values, and the order of the same values permuted by blocks.

import type { RandomStream } from '../std/random.js'

/** A figure of one history; NaN where it has none. The array is used again for the next history: do not keep it. */
export type Statistic = (history: Float64Array) => number

export interface Resampling {
  /** Mean length of a block, in values, at least 1. A permutation rounds it. */
  readonly blockLength: number
  /** How many histories. */
  readonly resamples: number
  readonly stream: RandomStream
}

/**
 * Each statistic on each resample, in the order of drawing. A resample is as long as the values and made of blocks that begin anywhere, have
 * geometric lengths and wrap around the end: D. N. Politis and J. P. Romano, The Stationary Bootstrap (1994).
 */
export function stationaryBootstrap(values: Float64Array, statistics: readonly Statistic[], resampling: Resampling): Float64Array[] {
  // The values twice over, so that a block runs over the end without a question at each step.
  const circle = new Float64Array(2 * values.length)
  circle.set(values)
  circle.set(values, values.length)
  return collect(values.length, statistics, resampling, (history) => drawBlocks(circle, history, resampling))
}

/**
 * The same of permutations: every value is in each history once, cut into blocks that change places. What does not depend on
 * order, such as a mean or a total return, is the same in all of them, so it is for figures of the path only.
 */
export function blockPermutations(values: Float64Array, statistics: readonly Statistic[], resampling: Resampling): Float64Array[] {
  return collect(values.length, statistics, resampling, (history) => permuteBlocks(values, history, resampling))
}

function collect(
  length: number,
  statistics: readonly Statistic[],
  { resamples }: Resampling,
  fill: (history: Float64Array) => void,
): Float64Array[] {
  const history = new Float64Array(length)
  const figures = statistics.map(() => new Float64Array(resamples))
  for (let i = 0; i < resamples; i++) {
    fill(history)
    for (let s = 0; s < statistics.length; s++) (figures[s] as Float64Array)[i] = (statistics[s] as Statistic)(history)
  }
  return figures
}

/** One draw makes a block: its whole part says where it begins, the fraction that is left says how long it is. */
function drawBlocks(circle: Float64Array, history: Float64Array, { blockLength, stream }: Resampling): void {
  const n = history.length
  const keep = 1 - 1 / blockLength
  for (let row = 0; row < n; ) {
    const draw = stream.next() * n
    const from = Math.floor(draw)
    const uniform = draw - from
    // P(length > k) = keep^k: the block goes on while the draw is below it.
    let end = row + 1
    for (let reach = keep; uniform < reach && end < n; reach *= keep) end++
    for (let i = from; row < end; i++) history[row++] = circle[i] as number
  }
}

/** Blocks of one length, cut from a phase that is drawn anew each time; the first and the last may be shorter. */
function permuteBlocks(values: Float64Array, history: Float64Array, { blockLength, stream }: Resampling): void {
  const n = values.length
  const length = Math.max(1, Math.round(blockLength))
  const phase = stream.integer(length)
  const order = new Uint32Array(Math.ceil((n + phase) / length)).map((_, block) => block)
  let row = 0
  for (let left = order.length; left > 0; left--) {
    // Fisher and Yates: the last block that is left takes the place of the chosen one.
    const place = stream.integer(left)
    const begin = (order[place] as number) * length - phase
    order[place] = order[left - 1] as number
    const end = Math.min(n, begin + length)
    for (let i = Math.max(0, begin); i < end; i++) history[row++] = values[i] as number
  }
}
