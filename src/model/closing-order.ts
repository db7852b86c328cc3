// The order that stands for a close nobody decided: the broker's liquidation, a delisting, the end of the data.

import { type OrderIntent, type OrderRole, plainTerms, type Side } from './order.js'
import type { TimeInForce } from './signal.js'

export interface Close {
  readonly strategy: string
  readonly instrument: string
  readonly role: OrderRole
  readonly side: Side
  readonly lots: number
  readonly timeInForce: TimeInForce
  readonly reason: string
}

/** A reduce-only market order over the lots of a close. */
export function closingOrder({ strategy, instrument, role, side, lots, timeInForce, reason }: Close): OrderIntent {
  return {
    strategy,
    instrument,
    tag: '',
    role,
    side,
    quantity: { lots },
    price: { type: 'market' },
    timeInForce,
    terms: plainTerms,
    closing: 0,
    reduceOnly: true,
    children: [],
    reason,
  }
}
