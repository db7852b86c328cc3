// All in: spend the cash, fees included, at the price of the fill itself. Research only: no broker takes such an order.

import type { Sizer } from './sizer.js'

/** A notional of all the cash: the venue buys the most whole lots that it pays for, with the fee, at the fill price. */
export const allIn: Sizer = (context) => ({ notional: context.cash })
