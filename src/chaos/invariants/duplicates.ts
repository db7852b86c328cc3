// D1: within its window no strategy sends the same order that opens or adds twice: side, size and price. One that takes the place of another may be like it.

import { riskLimits } from '../../engine/config/risk-config.js'
import { SECOND_MS } from '../../model/time.js'
import type { Invariant } from './invariant.js'
import type { BookedOrder } from './order-book.js'

export const duplicates: Invariant = {
  id: 'D1',
  says: 'No order that opens goes out twice within the window of duplicates',
  begin({ config }, { orders }) {
    const { duplicateSeconds: seconds } = riskLimits(config)
    if (typeof seconds !== 'number') return {}
    let recent: readonly BookedOrder[] = []
    return {
      sent(request, time) {
        const order = request.kind === 'submit' ? orders.get(request.ticket.clientOrderId) : undefined
        if (order === undefined || order.intent.reduceOnly) return null
        recent = recent.filter(({ sentAt }) => sentAt > time - seconds * SECOND_MS)
        const twin = recent.find((other) => isTwin(other, order) && !mayReplace(other, order))
        recent = [...recent, order]
        if (twin === undefined) return null
        const { strategy, side, instrument } = order.intent
        return {
          message: `${strategy} sent to ${side} ${instrument} the same as ${time - twin.sentAt} ms before`,
          context: { order: order.id, twin: twin.id },
        }
      },
    }
  },
}

function isTwin({ intent: one }: BookedOrder, { intent: other }: BookedOrder): boolean {
  return one.strategy === other.strategy && one.instrument === other.instrument && one.side === other.side && isAlike(one, other)
}

function isAlike(one: BookedOrder['intent'], other: BookedOrder['intent']): boolean {
  return JSON.stringify([one.quantity, one.price]) === JSON.stringify([other.quantity, other.price])
}

/** Of one key one order works: what goes out under it once that was asked to end takes its place. */
function mayReplace({ intent: one, isCancelAsked }: BookedOrder, { intent: other }: BookedOrder): boolean {
  return isCancelAsked && one.tag === other.tag && one.role === other.role
}
