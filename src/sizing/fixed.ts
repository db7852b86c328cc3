// Fixed sizes: so many lots, so much currency, or a weight of equity.

import { notFinite } from '../model/denial.js'
import { lotsFor, type Sizer } from './sizer.js'

/** Always this many lots. */
export function fixedLots(lots: number): Sizer {
  return () => ({ lots })
}

/** As many whole lots as the amount buys at the sizing price. */
export function fixedNotional(notional: number): Sizer {
  if (!Number.isFinite(notional)) return () => notFinite('notional', notional)
  return (context) => ({ lots: lotsFor(notional, context) })
}

/** As many whole lots as this weight of equity buys at the sizing price. What is no number is no weight that came out small. */
export function fixedWeight(weight: number): Sizer {
  if (!Number.isFinite(weight)) return () => notFinite('weight', weight)
  return (context) => ({ lots: lotsFor(weight * context.equity, context) })
}
