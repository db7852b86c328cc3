// The stop of an entry that fills in parts, while it sleeps until the last of them: what has filled has to be guarded where that stop will stand.

import { isTerminal, type Order, type Side } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { priceBehind } from '../../model/protective-price.js'
import type { Seat } from '../seats/seat.js'

export interface WaitingStop {
  /** Ids of the stop that sleeps, and of its entry. */
  readonly child: number
  readonly entry: number
  /** Where it would stand, had the entry ended with what it has filled. */
  readonly price: OrderPrice
}

/** On the side that closes; null where no entry with `protectAfter: 'full'` has filled in part. */
export function waitingStop(seats: readonly Pick<Seat, 'desk'>[], side: Side): WaitingStop | null {
  for (const { desk } of seats) {
    for (const child of desk.orders) {
      if (child.intent.role !== 'stop' || child.intent.side !== side || child.parentId === null || child.quantity > 0) continue
      const entry = desk.orders.find(({ clientOrderId }) => clientOrderId === child.parentId)
      const price = entry === undefined || !isFillingUp(entry) ? null : priceOf(child, entry)
      if (entry !== undefined && price !== null) return { child: child.clientOrderId, entry: entry.clientOrderId, price }
    }
  }
  return null
}

function isFillingUp({ status, intent, filledQuantity }: Order): boolean {
  return intent.terms.childrenAfter === 'full' && filledQuantity > 0 && !isTerminal(status)
}

function priceOf({ price }: Order, { intent, averageFillPrice }: Order): OrderPrice | null {
  if (price.type !== 'market') return price
  for (const child of intent.children) if (child.role === 'stop') return priceBehind(child, averageFillPrice)
  return null
}
