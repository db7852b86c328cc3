// I9: no order fills for more than it asked, what has filled only grows, and the order manager's sum is that of the fills, those that came late among them.

import type { Invariant } from './invariant.js'
import { OrderBook } from './order-book.js'
import { onlyFillsMove } from './position-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

export const orderFills: Invariant = {
  id: 'I9',
  says: 'No order fills for more than it asked, and a fill that comes late counts',
  begin(run) {
    if (!onlyFillsMove(run)) return {}
    const book = new OrderBook()
    return {
      sent(request, time) {
        book.sent(request, time)
        return null
      },
      afterEvent(event) {
        const order = book.heard(event)
        if (order === null || event.kind !== 'filled') return null
        const { id, filled, parent } = order
        // A child that protects has the size of what its parent filled, until a change gives it that of the position.
        const asked = parent !== null && order.intent.reduceOnly ? Math.max(parent.lots, order.lots) : order.lots
        if (Number.isNaN(asked) || filled <= asked * (1 + ROUNDING)) return null
        return { message: `order ${id} asked for ${asked} and filled ${filled}`, context: { order: id, asked, filled } }
      },
      atEnd() {
        for (const { clientOrderId: order, filledQuantity } of run.orders.orders) {
          const own = book.get(order)
          if (own === undefined || Math.abs(own.filled - filledQuantity) <= ROUNDING * own.filled) continue
          return {
            message: `order ${order} says that ${filledQuantity} filled, and its fills come to ${own.filled}`,
            context: { order, said: filledQuantity, fills: own.filled },
          }
        }
        return null
      },
    }
  },
}
