// Costs of what is too short for the clock: means of batches, over several rounds of which the first only warms up.

import { median } from './median.mjs'

/** `round` answers the costs of its batches; the median of all, and what 99 of 100 of them stay below. */
export function batchCosts(rounds, round) {
  const costs = Array.from({ length: rounds }, round).slice(1).flat()
  const sorted = [...costs].sort((a, b) => a - b)
  return { middle: median(costs), slowest: sorted[Math.floor(sorted.length * 0.99)] }
}
