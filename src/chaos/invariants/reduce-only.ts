// I6: an order that only reduces stands against a position of at least its size when it goes out, those that the system closes with in their sum, and none of its fills makes a position larger or flips it.

import type { OrderIntent } from '../../model/order.js'
import type { Invariant } from './invariant.js'
import { OrderBook } from './order-book.js'
import { onlyFillsMove, PositionBook } from './position-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

/** What the system and the broker close at market: nobody may close a position twice. */
const systemCloses = new Set<OrderIntent['role']>(['flatten', 'liquidation'])

export const reduceOnly: Invariant = {
  id: 'I6',
  says: 'A reduce-only order makes a position smaller and never flips it, when it is sent and at every fill',
  begin(run) {
    if (!onlyFillsMove(run)) return {}
    const orders = new OrderBook()
    const ours = new PositionBook(run)
    // As it is there: what we hear may come late, twice or never.
    const theirs = new PositionBook(run)
    return {
      sent(request, time) {
        orders.sent(request, time)
        if (request.kind !== 'submit') return null
        const { intent, clientOrderId: order } = request.ticket
        if (!intent.reduceOnly || !('lots' in intent.quantity)) return null
        const held = ours.lotsOf(intent.strategy, intent.instrument)
        const { lots } = intent.quantity
        const room = intent.side === 'buy' ? -held : held
        const closing = systemCloses.has(intent.role) ? closingLots(orders, intent) : 0
        if (room >= lots && room < closing * (1 - ROUNDING)) {
          return {
            message: `order ${order} is to ${intent.side} ${lots} of ${held}, and with it ${closing} are closed`,
            context: { order, held, closing },
          }
        }
        if (room >= lots) return null
        return { message: `order ${order} is to ${intent.side} ${lots} and only reduce ${held}`, context: { order, held, lots } }
      },
      afterEvent(event) {
        orders.heard(event)
        ours.take(event)
        return null
      },
      told(event) {
        if (event.kind === 'revised') theirs.take(event)
        if (event.kind !== 'filled') return null
        const { strategy, instrument, clientOrderId: order } = event.fill
        const before = theirs.lotsOf(strategy, instrument)
        if (theirs.take(event) === null || orders.get(order)?.intent.reduceOnly !== true) return null
        const after = theirs.lotsOf(strategy, instrument)
        if (Math.abs(after) <= Math.abs(before) && before * after >= 0) return null
        return {
          message: `order ${order} only reduces, and took ${before} of ${instrument} to ${after}`,
          context: { order, before, after },
        }
      },
    }
  },
}

/** Lots of all that the system closes with beside an order, itself among them; what is asked to end counts until it has. */
function closingLots(orders: OrderBook, { strategy, instrument, side }: OrderIntent): number {
  let sum = 0
  for (const { intent, lots, filled } of orders.live) {
    if (intent.strategy !== strategy || intent.instrument !== instrument || intent.side !== side) continue
    if (systemCloses.has(intent.role)) sum += lots - filled
  }
  return sum
}
