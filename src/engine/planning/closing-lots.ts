// Lots that are on their way out because nobody may hold them any longer: the system flattens, or the broker liquidates.

import { isTerminal } from '../../model/order.js'
import { lotsLeft } from '../../model/order-left.js'
import type { Seat } from '../seats/seat.js'

/** Of all orders at the desks of these seats. */
export function closingLots(seats: readonly Pick<Seat, 'desk'>[]): number {
  let lots = 0
  for (const { desk } of seats) {
    for (const order of desk.orders) {
      const { role } = order.intent
      if ((role === 'flatten' || role === 'liquidation') && !isTerminal(order.status)) lots += lotsLeft(order)
    }
  }
  return lots
}
