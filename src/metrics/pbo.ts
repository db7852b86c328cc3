// Probability of backtest overfitting by combinatorially symmetric cross-validation: how often the best of many trials in one half of
// the sample falls to or below the middle in the other half.
// D. H. Bailey, J. M. Borwein, M. López de Prado, Q. J. Zhu, The Probability of Backtest Overfitting (2015).

import { assert } from '../std/assert.js'
import { mean } from './sums.js'

export interface Overfitting {
  /** Share of combinations with a logit at or below zero. */
  readonly pbo: number
  /** ln(ω / (1 − ω)) for each in-sample half, in lexicographic order of its block indexes; ω is the winner's out-of-sample rank / (N + 1). */
  readonly logits: Float64Array
  readonly logitMean: number
  /** Rows after the trailing T mod S ones were dropped. */
  readonly rowsUsed: number
  /** The winner's out-of-sample Sharpe ratio (per period) regressed on its in-sample one; null where the latter does not vary. */
  readonly degradation: { readonly slope: number; readonly intercept: number } | null
  /** Share of combinations in which the winner lost out of sample. */
  readonly probabilityOfLoss: number
}

/**
 * `trials` holds one column of T returns for each of N ≥ 2 trials; `blocks` (S) is even, at least 2 and at most T / 2, so that a
 * half has a deviation. All S-choose-S/2 halves are tried: 12,870 for the usual 16. A trial without variance has a Sharpe ratio of 0.
 */
export function overfitting(trials: readonly Float64Array[], blocks = 16): Overfitting {
  const rows = trials[0]?.length ?? 0
  const size = Math.floor(rows / blocks)
  assert(trials.length >= 2 && trials.every((trial) => trial.length === rows), 'at least two trials of one length')
  assert(
    Number.isInteger(blocks) && blocks >= 2 && blocks % 2 === 0 && size * blocks >= 4,
    'an even number of blocks that the rows can fill',
  )
  const moments = trials.map((trial) => Array.from({ length: blocks }, (_, b) => momentsOf(trial.subarray(b * size, (b + 1) * size))))
  const halves = combinations(blocks, blocks / 2)
  const logits = new Float64Array(halves.length)
  const inSample = new Float64Array(halves.length)
  const outOfSample = new Float64Array(halves.length)
  halves.forEach((half, i) => {
    const rest = complement(half, blocks)
    const inside = moments.map((trial) => sharpeOf(half.map((b) => trial[b] as Moments)))
    const outside = moments.map((trial) => sharpeOf(rest.map((b) => trial[b] as Moments)))
    const winner = inside.indexOf(Math.max(...inside))
    const share = meanRank(outside, outside[winner] as number) / (trials.length + 1)
    logits[i] = Math.log(share / (1 - share))
    inSample[i] = inside[winner] as number
    outOfSample[i] = outside[winner] as number
  })
  return {
    pbo: logits.filter((logit) => logit <= 0).length / logits.length,
    logits,
    logitMean: mean(logits),
    rowsUsed: size * blocks,
    degradation: regression(inSample, outOfSample),
    probabilityOfLoss: outOfSample.filter((sharpe) => sharpe < 0).length / outOfSample.length,
  }
}

/** Count, mean and sum of squared deviations: enough to join blocks without reading them again. */
interface Moments {
  readonly count: number
  readonly mean: number
  readonly squares: number
}

function momentsOf(values: Float64Array): Moments {
  const middle = mean(values)
  return { count: values.length, mean: middle, squares: mean(values.map((value) => (value - middle) ** 2)) * values.length }
}

/** mean / std (ddof 1) of the joined blocks, by the pairwise update of Chan, Golub and LeVeque (1979). */
function sharpeOf(blocks: readonly Moments[]): number {
  const { count, mean, squares } = blocks.reduce(join)
  const deviation = Math.sqrt(squares / (count - 1))
  return deviation <= 8 * Number.EPSILON * (1 + Math.abs(mean)) ? 0 : mean / deviation
}

function join(a: Moments, b: Moments): Moments {
  const count = a.count + b.count
  const apart = b.mean - a.mean
  return { count, mean: a.mean + (apart * b.count) / count, squares: a.squares + b.squares + (apart ** 2 * a.count * b.count) / count }
}

/** Rank from 1 upward; equal values share the mean of their ranks. */
function meanRank(values: readonly number[], value: number): number {
  const below = values.filter((other) => other < value).length
  const equal = values.filter((other) => other === value).length
  return below + (equal + 1) / 2
}

/** All choices of `count` out of 0 … `size` − 1, in lexicographic order. */
function combinations(size: number, count: number, from = 0): number[][] {
  if (count === 0) return [[]]
  const all: number[][] = []
  for (let first = from; first <= size - count; first++) {
    for (const rest of combinations(size, count - 1, first + 1)) all.push([first, ...rest])
  }
  return all
}

function complement(half: readonly number[], size: number): number[] {
  return Array.from({ length: size }, (_, b) => b).filter((b) => !half.includes(b))
}

function regression(xs: Float64Array, ys: Float64Array): Overfitting['degradation'] {
  const middleX = mean(xs)
  const middleY = mean(ys)
  const spread = mean(xs.map((x) => (x - middleX) ** 2))
  if (spread === 0) return null
  const slope = mean(xs.map((x, i) => (x - middleX) * ((ys[i] as number) - middleY))) / spread
  return { slope, intercept: middleY - slope * middleX }
}
