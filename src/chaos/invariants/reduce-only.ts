// I6: an order that only reduces stands against a position of at least its size when it goes out, exits and those that the system closes with in their sum, and none of its fills makes a position larger or flips it.

import { riskLimits } from '../../engine/config/risk-config.js'
import type { OrderIntent } from '../../model/order.js'
import { countedOnce } from './counted-once.js'
import type { Invariant } from './invariant.js'
import { isStop } from './order-book.js'
import { canBeFollowed } from './position-book.js'
import type { SentRequest } from './sent-request.js'

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

/** What the system and the broker close at market: nobody may close a position twice. */
const systemCloses = new Set<OrderIntent['role']>(['flatten', 'liquidation'])

export const reduceOnly: Invariant = {
  id: 'I6',
  says: 'A reduce-only order makes a position smaller and never flips it, when it is sent and at every fill, nor do all exits together',
  begin(run, { listings, orders, ours, theirs }) {
    if (!canBeFollowed(run)) return {}
    const sumsExits = riskLimits(run.config).overExit !== 'unlimited'
    /** Lots that were closed with an order until it was changed; 0 for a new one. */
    let closed = 0
    /** What was held there until a fill that nobody had told of; null of any other word. */
    let held: number | null = null

    const isWith = (one: OrderIntent, other: OrderIntent): boolean =>
      one.side === other.side && one.strategy === other.strategy && listings.assetOf(one.instrument) === listings.assetOf(other.instrument)
    /** Lots of an order and all that close with it; what is asked to end counts until it has, a group as its largest. */
    const closingWith = (intent: OrderIntent): number => {
      const isMeant = isSystems(intent) ? isSystems : isExit
      if (!isMeant(intent) || (isMeant === isExit && !sumsExits)) return 0
      const groups = new Map<string, number>()
      let sum = 0
      for (const { intent: other, lots, filled } of orders.live) {
        if (!isWith(intent, other) || !isMeant(other)) continue
        const group = countedOnce(other.terms.oca)
        const known = group === null ? 0 : (groups.get(group) ?? 0)
        if (group !== null) groups.set(group, Math.max(known, lots - filled))
        sum += Math.max(0, lots - filled - known)
      }
      return sum
    }
    return {
      beforeSent(request) {
        const changed = request.kind === 'modify' ? orders.get(request.change.clientOrderId) : undefined
        closed = changed === undefined ? 0 : closingWith(changed.intent)
      },
      sent(request) {
        const changed = request.kind === 'modify' ? orders.get(request.change.clientOrderId) : undefined
        const intent = changed?.intent ?? submitted(request)
        if (intent === null || !intent.reduceOnly || !('lots' in intent.quantity)) return null
        const order = request.kind === 'submit' ? request.ticket.clientOrderId : (changed?.id ?? 0)
        const has = ours.lotsOf(intent.strategy, intent.instrument)
        const { lots } = intent.quantity
        const room = intent.side === 'buy' ? -has : has
        if (changed === undefined && room < lots) {
          return { message: `order ${order} is to ${intent.side} ${lots} and only reduce ${has}`, context: { order, held: has, lots } }
        }
        const closing = closingWith(intent)
        if (closing <= closed || room >= closing * (1 - ROUNDING)) return null
        return {
          message: `order ${order} is to ${intent.side} ${lots} of ${has}, and with it ${closing} are closed`,
          context: { order, held: has, closing },
        }
      },
      beforeTold(event) {
        const isNew = event.kind === 'filled' && !theirs.knows(event.fill.fillId)
        held = isNew ? theirs.lotsOf(event.fill.strategy, event.fill.instrument) : null
      },
      told(event) {
        if (event.kind !== 'filled' || held === null) return null
        const { strategy, instrument, clientOrderId: order } = event.fill
        if (orders.get(order)?.intent.reduceOnly !== true) return null
        const before = held
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
