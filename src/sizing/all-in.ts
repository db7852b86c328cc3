// All in: spend the cash, fees included, at the price of the fill itself. Research only: no broker takes such an order.

import { lotsFor, type Sizer } from './sizer.js'

/**
 * A notional of all the cash: the venue buys the most whole lots that it pays for, with the fee, at the fill price. In a currency that is not the
 * account's the rate of the fill is not known before it: there it is lots.
 */
export const allIn: Sizer = (context) => (context.rate === 1 ? { notional: context.cash } : allInLots(context))

/** The whole lots that all the cash buys at the sizing price: what a limit in lots can be held to. */
export const allInLots: Sizer = (context) => ({ lots: lotsFor(context.cash, context) })
