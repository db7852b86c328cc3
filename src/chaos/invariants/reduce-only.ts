// I6: an order that only reduces stands against a position of at least its size when it goes out, exits and those that the system closes with in their sum, and none of its fills makes a position larger or flips it.

import { riskLimits } from '../../engine/config/risk-config.js'
import type { OrderIntent } from '../../model/order.js'
import type { Invariant, SentRequest } from './invariant.js'
import { isStop, OrderBook } from './order-book.js'
import { canBeFollowed, PositionBook } from './position-book.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

/** What the system and the broker close at market: nobody may close a position twice. */
const systemCloses = new Set<OrderIntent['role']>(['flatten', 'liquidation'])

export const reduceOnly: Invariant = {
  id: 'I6',
  says: 'A reduce-only order makes a position smaller and never flips it, when it is sent and at every fill, nor do all exits together',
  begin(run) {
    if (!canBeFollowed(run)) return {}
    const orders = new OrderBook()
    const ours = new PositionBook(run)
    // As it is there: what we hear may come late, twice or never.
    const theirs = new PositionBook(run)
    const sumsExits = riskLimits(run.config).overExit !== 'unlimited'

    /** Lots of an order and all that close with it; what is asked to end counts until it has, a group as its largest. */
    const closingWith = (intent: OrderIntent): number => {
      const isMeant = isSystems(intent) ? isSystems : isExit
      if (!isMeant(intent) || (isMeant === isExit && !sumsExits)) return 0
      const position = ours.at(intent.strategy, intent.instrument)
      const groups = new Map<string, number>()
      let sum = 0
      for (const { intent: other, lots, filled } of orders.live) {
        if (other.side !== intent.side || !isMeant(other) || ours.at(other.strategy, other.instrument) !== position) continue
        const group = other.terms.oca?.group
        const known = group === undefined ? 0 : (groups.get(group) ?? 0)
        if (group !== undefined) groups.set(group, Math.max(known, lots - filled))
        sum += Math.max(0, lots - filled - known)
      }
      return sum
    }
    return {
      sent(request, time) {
        const changed = request.kind === 'modify' ? orders.get(request.change.clientOrderId) : undefined
        const before = changed === undefined ? 0 : closingWith(changed.intent)
        orders.sent(request, time)
        const intent = changed?.intent ?? submitted(request)
        if (intent === null || !intent.reduceOnly || !('lots' in intent.quantity)) return null
        const order = request.kind === 'submit' ? request.ticket.clientOrderId : (changed?.id ?? 0)
        const held = ours.lotsOf(intent.strategy, intent.instrument)
        const { lots } = intent.quantity
        const room = intent.side === 'buy' ? -held : held
        if (changed === undefined && room < lots) {
          return { message: `order ${order} is to ${intent.side} ${lots} and only reduce ${held}`, context: { order, held, lots } }
        }
        const closing = closingWith(intent)
        if (closing <= before || room >= closing * (1 - ROUNDING)) return null
        return {
          message: `order ${order} is to ${intent.side} ${lots} of ${held}, and with it ${closing} are closed`,
          context: { order, held, closing },
        }
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

function submitted(request: SentRequest): OrderIntent | null {
  return request.kind === 'submit' ? request.ticket.intent : null
}

function isSystems({ role }: OrderIntent): boolean {
  return systemCloses.has(role)
}

/** Stops and the targets of brackets follow the position by themselves. */
function isExit(intent: OrderIntent): boolean {
  return intent.reduceOnly && intent.role !== 'target' && !isStop(intent)
}
