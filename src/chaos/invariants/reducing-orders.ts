// V1: at the venue an order that only reduces never works for more than its strategy holds there, not even until its next fill.

import type { Invariant } from './invariant.js'
import { canBeFollowed, PositionBook } from './position-book.js'
import { VenueBook } from './venue-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

export const reducingOrders: Invariant = {
  id: 'V1',
  says: 'At the venue no order that only reduces works for more than there is to reduce',
  begin(run) {
    if (!canBeFollowed(run)) return {}
    const venue = new VenueBook()
    const positions = new PositionBook(run)
    return {
      sent(request) {
        venue.sent(request)
        return null
      },
      told(event) {
        venue.told(event)
        positions.take(event)
        return null
      },
      afterTime() {
        for (const { id, left, intent } of venue.working.values()) {
          const { reduceOnly, strategy, instrument, side } = intent
          if (!reduceOnly) continue
          const held = positions.lotsOf(strategy, instrument)
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
