// ATR: so many lots that a move of some average true ranges against the position loses a share of equity, wherever its stop is.

import { lotsAtRisk, type Sizer, unsized } from './sizer.js'

/** Equity × allocation × fraction ÷ (multiple × ATR), no more than the buying power pays for. Without a range there is no size; one of 0 bounds none. */
export function atrRisk(fraction: number, multiple: number, bars: number): Sizer {
  return (context) => {
    const range = context.averageTrueRange(bars)
    if (range === 0) return unsized('atr', `a range to size by: the average true range of ${bars} bars is 0`)
    if (!(range > 0)) return unsized('atr', `an average true range of ${bars} bars`)
    return lotsAtRisk(context.equity * context.allocation * fraction, multiple * range, context)
  }
}
