// V1: at the venue an order that only reduces never works for more than its strategy holds there, not even until its next fill.

import type { Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

export const reducingOrders: Invariant = {
  id: 'V1',
  says: 'At the venue no order that only reduces works for more than there is to reduce',
  begin(run, { venue, theirs }) {
    if (!canBeFollowed(run)) return {}
    return {
      afterTime() {
        for (const { id, left, intent } of venue.working.values()) {
          const { reduceOnly, strategy, instrument, side } = intent
          if (!reduceOnly) continue
          const held = theirs.lotsOf(strategy, instrument)
          const room = Math.max(0, side === 'buy' ? -held : held)
          if (!(left > room * (1 + ROUNDING))) continue
          return {
            message: `order ${id} of ${strategy} works to ${side} ${left} ${instrument} and only reduce ${held}`,
            context: { order: id, left, held },
          }
        }
        return null
      },
    }
  },
}
