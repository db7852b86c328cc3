// Fixed sizes: so many lots, so much currency, or a weight of equity.

import { lotsFor, type Sizer } from './sizer.js'

/** Always this many lots. */
export function fixedLots(lots: number): Sizer {
  return () => ({ lots })
}

/** As many whole lots as the amount buys at the sizing price. */
export function fixedNotional(notional: number): Sizer {
  return (context) => ({ lots: lotsFor(notional, context) })
}

/** As many whole lots as this weight of equity buys at the sizing price. */
export function fixedWeight(weight: number): Sizer {
  return (context) => ({ lots: lotsFor(weight * context.equity, context) })
}
