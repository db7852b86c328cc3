// How numbers of many seeds are spread: their ends, quartiles and middle.

import { quantileOfSorted } from '../../metrics/quantile.js'

export interface Spread {
  readonly count: number
  readonly least: number
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly greatest: number
}

/** What is null or no number is left out; null where nothing is left. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = Float64Array.from(values.filter((value): value is number => value !== null && Number.isFinite(value))).sort()
  if (sorted.length === 0) return null
  const at = (share: number): number => quantileOfSorted(sorted, share)
  return { count: sorted.length, least: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), greatest: at(1) }
}
