// What an order triggers, bounded by the caps as what it opens itself is; and the plan of an exit that goes without, for nothing keeps a strategy in a position.

import type { Denial } from '../../model/denial.js'
import { lotValue } from '../../model/instrument.js'
import { type ChildIntent, type Order, type OrderIntent, type Side, sign } from '../../model/order.js'
import { judgedPrice, type OrderPrice } from '../../model/order-price.js'
import type { Exit } from '../../model/signal.js'
import { type SizeCaps, withinCaps } from '../../sizing/size-caps.js'
import { groupKey } from '../exposure/group-key.js'
import type { Seat } from '../seats/seat.js'
import { noChildren, triggersOf } from './plan-children.js'

/** An order before what it triggers: signed lots that it trades and the lots of them that open or add, at the seat's price. */
interface Trigger {
  readonly lots: number
  readonly opens: number
}

/** The order of an exit. */
interface Closing {
  readonly side: Side
  readonly lots: number
  readonly price: OrderPrice
  /** The working order under the same key, if any. */
  readonly replaces: Order | null
}

/**
 * Each that opens or adds is cut to what the caps leave beside the order and those before it. One that they leave nothing of closes what it would have
 * closed; where that is nothing either, it is a denial.
 */
export function cappedTriggers(
  children: readonly ChildIntent[],
  order: Trigger,
  caps: SizeCaps | null,
  seat: Seat,
): readonly ChildIntent[] | Denial {
  if (caps === null || !children.some(({ role }) => role === 'triggered')) return children
  const { instrument, rate, equity, mark } = seat
  const worth = (price: number): number => Math.abs(lotValue(instrument, price)) * rate
  const capped: ChildIntent[] = []
  let position = seat.position.quantity + order.lots
  let taken = order.opens * worth(seat.price)
  for (const child of children) {
    if (child.role !== 'triggered') {
      capped.push(child)
      continue
    }
    const closes = Math.min(child.lots, Math.max(0, -sign(child.side) * position))
    const price = judgedPrice(child.price, child.side, mark)
    const beside = taken - closes * worth(seat.price)
    const context = { instrument, price, rate, equity, symbolValue: seat.symbolValue + beside, totalValue: seat.totalValue + beside }
    const sized = closes === child.lots ? { lots: 0 } : withinCaps({ lots: child.lots - closes }, caps, context)
    if ('code' in sized && closes === 0) return sized
    const opens = 'lots' in sized ? sized.lots : 0
    capped.push({ ...child, lots: closes + opens })
    position += sign(child.side) * (closes + opens)
    taken += opens * worth(price)
  }
  return capped
}

/** The same of an exit that closes so many lots. */
export function triggersOfExit(
  signal: Exit,
  { side, lots, price, replaces }: Closing,
  caps: SizeCaps | null,
  seat: Seat,
): readonly ChildIntent[] | Denial {
  const triggers = triggersOf(signal, seat.instrument)
  if (caps === null || triggers.length === 0) return triggers
  seat.side = side
  seat.group = groupKey(seat.strategy, signal.oca)
  seat.price = judgedPrice(price, side, seat.mark)
  seat.replaces = replaces
  seat.closing = lots
  return cappedTriggers(triggers, { lots: sign(side) * lots, opens: 0 }, caps, seat)
}

/** Whether an intent closes and triggers more: refused for that, it goes without. */
export function mayGoAlone({ reduceOnly, children }: OrderIntent): boolean {
  return reduceOnly && children.length > 0
}

export function alone(intent: OrderIntent): OrderIntent {
  return { ...intent, children: noChildren }
}
