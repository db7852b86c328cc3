// Target weights: from where a position is to where it should be.

import { lotsFor, type SizingContext } from './sizer.js'

/** Signed lots to hold at a weight of the strategy's allocation, rounded toward flat. */
export function targetLots(weight: number, context: SizingContext): number {
  const lots = lotsFor(Math.abs(weight) * context.equity * context.allocation, context)
  return weight < 0 ? -lots : lots
}
