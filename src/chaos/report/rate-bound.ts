// How often something may fail though it never did: a bound on the rate, by the seeds that it held at.

import { decimal, percent } from '../../report/wording.js'
import type { JudgedRun } from '../verdict/verdict.js'
import { type RunGroup, runGroups } from './run-group.js'

/** Fewer bound a rate at nearly a third, or at nothing. */
export const FEWEST_SEEDS = 10

/**
 * With no failure: at how many seeds that say something whichever has fewest of them was judged; null where none has a rate. One seed draws another run:
 * other scenarios do not. Left out are swarms beside what is judged at every seed, and what is judged at one alone because it needs a process of its own.
 */
export function fewestSeeds(runs: readonly JudgedRun[]): number | null {
  const drawn = runGroups(runs).filter(isDrawn)
  const steady = drawn.filter(({ kind }) => kind !== 'swarm')
  const told = (steady.length === 0 ? drawn : steady).map(countOf).filter((count) => count > 0)
  const many = told.filter((count) => count > 1)
  return told.length === 0 ? null : Math.min(...(many.length === 0 ? told : many))
}

/** Cases of the corpus are what they are, and so is what comes out alike at every seed, such as bars of one's own without a fault. */
function isDrawn({ kind, runs }: RunGroup): boolean {
  return kind !== 'corpus' && (runs.length === 1 || new Set(runs.map(({ hash }) => hash)).size > 1)
}

function countOf({ runs }: RunGroup): number {
  return runs.filter(({ cameToNothing }) => !cameToNothing).length
}

/** The rule of three: with no failure in n, at most 3/n with 95 % confidence; null where that is nothing worth to say. */
export function rateBound(seeds: number | null): string | null {
  if (seeds === null || seeds < FEWEST_SEEDS) return null
  const bound = 3 / seeds
  return bound >= 0.001 ? percent(bound, bound < 0.1 ? 2 : 0) : `1 in ${decimal(1 / bound, 0)}`
}
