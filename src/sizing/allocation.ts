// The default size: the strategy's allocation, split evenly over its instruments.

import { lotsFor, type Sizer } from './sizer.js'

/** Equity × allocation ÷ instruments, but never more than the buying power that is left, in whole lots at the sizing price. */
export const allocation: Sizer = (context) => ({
  lots: lotsFor(Math.min((context.equity * context.allocation) / context.instruments, context.buyingPower), context),
})
