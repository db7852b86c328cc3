// I18: a change that the broker refused counts as not asked for. Who wishes for the same price again is not told that the order stands there.

import { samePrice } from '../../engine/planning/same-order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { EpochMs } from '../../model/time.js'
import type { Invariant } from './invariant.js'

/** An order that was to go to a price, and does not. */
interface Refusal {
  readonly order: number
  readonly price: OrderPrice
  readonly from: EpochMs
  /** When it was changed, was asked to change again or ended. */
  to: EpochMs
}

export const refusedChanges: Invariant = {
  id: 'I18',
  says: 'A change that was refused is asked for again where its price is wished for again',
  begin({ log }) {
    /** Where each order stands by the word of the broker, and the prices that it was asked to go to and that nobody has answered. */
    const stands = new Map<number, OrderPrice>()
    const asked = new Map<number, readonly OrderPrice[]>()
    const refusals: Refusal[] = []
    const standing = new Map<number, Refusal>()

    const isOver = (order: number, time: EpochMs): void => {
      const refusal = standing.get(order)
      if (refusal !== undefined) refusal.to = time
      standing.delete(order)
    }
    /** Requests are answered in their order. */
    const answered = (order: number): OrderPrice | undefined => {
      const [first, ...later] = asked.get(order) ?? []
      asked.set(order, later)
      return later.length === 0 ? first : undefined
    }
    const refused = (order: number, time: EpochMs): void => {
      const [price, now] = [answered(order), stands.get(order)]
      if (price === undefined || now === undefined || samePrice(now, price)) return
      const refusal = { order, price, from: time, to: Number.POSITIVE_INFINITY }
      refusals.push(refusal)
      standing.set(order, refusal)
    }
    return {
      sent(request, time) {
        if (request.kind === 'submit') stands.set(request.ticket.clientOrderId, request.ticket.intent.price)
        if (request.kind !== 'modify') return null
        const { clientOrderId, price } = request.change
        asked.set(clientOrderId, [...(asked.get(clientOrderId) ?? []), price])
        isOver(clientOrderId, time)
        return null
      },
      afterEvent(event, time) {
        switch (event.kind) {
          case 'updated':
            if (!event.isUnasked) answered(event.clientOrderId)
            stands.set(event.clientOrderId, event.price)
            isOver(event.clientOrderId, time)
            break
          case 'update-rejected':
            refused(event.clientOrderId, time)
            break
          case 'canceled':
          case 'expired':
          case 'rejected':
            isOver(event.clientOrderId, time)
            break
          default:
        }
        return null
      },
      atEnd() {
        if (refusals.length === 0) return null
        for (const { verdict, orderId, intent, time } of log.ofOrders ?? []) {
          if (verdict !== 'unchanged' || intent === null) continue
          const refusal = refusals.find(
            ({ order, price, from, to }) => order === orderId && from < time && time < to && samePrice(price, intent.price),
          )
          if (refusal === undefined) continue
          const { strategy, instrument } = intent
          return {
            message: `order ${orderId} of ${strategy} in ${instrument} was refused the price that it is wished at, and is not asked to go there again`,
            context: { order: refusal.order, refused: refusal.from, wished: time },
          }
        }
        return null
      },
    }
  },
}
