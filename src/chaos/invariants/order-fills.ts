// I9: no order fills for more than it asked, what has filled only grows, and the order manager's sum is that of the fills, those that came late among them.

import type { Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

interface Whole {
  readonly ids: Set<number>
  filled: number
  /** The most that it came to. */
  lots: number
}

export const orderFills: Invariant = {
  id: 'I9',
  says: 'No order fills for more than it asked, and a fill that comes late counts',
  begin(run, { orders }) {
    if (!canBeFollowed(run)) return {}
    /** By order: what filled there, and what it came to when the venue last spoke of its size. We may not have heard of all of it. */
    const there = new Map<number, Whole>()
    const wholeOf = (order: number): Whole => {
      const known = there.get(order) ?? { ids: new Set(), filled: 0, lots: 0 }
      there.set(order, known)
      return known
    }
    return {
      told(event) {
        if (event.kind === 'filled' && event.fill.twin === undefined) {
          const { clientOrderId, fillId, quantity } = event.fill
          const whole = wholeOf(clientOrderId)
          if (!whole.ids.has(fillId)) whole.filled += quantity
          whole.ids.add(fillId)
        }
        if (event.kind === 'updated' && event.quantity !== null) {
          const whole = wholeOf(event.clientOrderId)
          whole.lots = Math.max(whole.lots, whole.filled + event.quantity)
        }
        return null
      },
      afterEvent(event) {
        const order = event.kind === 'filled' ? orders.of(event) : undefined
        if (order === undefined || event.kind !== 'filled') return null
        const { id, parent } = order
        const { twin } = event.fill
        const filled = twin === undefined ? order.filled : orders.filledOf(twin)
        // A child that protects has the size of what its parent filled, until a change gives it that of the position.
        const own = twin === undefined ? Math.max(order.lots, there.get(id)?.lots ?? 0) : order.most
        const asked = parent !== null && order.intent.reduceOnly ? Math.max(parent.lots, own) : own
        if (Number.isNaN(asked) || filled <= asked * (1 + ROUNDING)) return null
        return { message: `order ${id} asked for ${asked} and filled ${filled}`, context: { order: id, asked, filled } }
      },
      atEnd() {
        for (const { clientOrderId: order, filledQuantity } of run.orders.orders) {
          const own = orders.get(order)
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
