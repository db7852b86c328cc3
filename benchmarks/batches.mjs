// Costs of what is too short for the clock: means of batches, over several rounds of which the first ones only warm up.

import { median } from './median.mjs'

/** Rounds until everything is compiled, with what later rounds do otherwise than the first. */
const WARM_UP = 4

/** `round` answers the costs of its batches; the median of those of `rounds` rounds, and what 99 of 100 of them stay below. */
export function batchCosts(rounds, round) {
  for (let warm = 0; warm < WARM_UP; warm++) round()
  const costs = Array.from({ length: rounds }, round).flat()
  const sorted = [...costs].sort((a, b) => a - b)
  return { middle: median(costs), slowest: sorted[Math.floor(sorted.length * 0.99)] }
}
