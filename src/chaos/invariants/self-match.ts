// S1: no limit that opens or adds goes out where a working limit of the account would meet it, whichever strategy sent that.

import { riskLimits } from '../../engine/config/risk-config.js'
import type { BrokerEvent } from '../../model/broker.js'
import { type OrderIntent, sign } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { priceText } from './amount-text.js'
import type { Finding, Invariant } from './invariant.js'
import type { SentRequest } from './sent-request.js'

export const selfMatch: Invariant = {
  id: 'S1',
  says: 'No order that opens goes out where it would meet one of the account',
  begin({ config }, { orders }) {
    if (riskLimits(config).selfMatch === 'unlimited') return {}
    /** Where each order stands, as far as we have heard; while a change is under way nobody knows. */
    const limits = new Map<number, number>()

    const meeting = (id: number, { strategy, instrument, side }: OrderIntent, limit: number): Finding => {
      for (const other of orders.live) {
        const { intent, isCancelAsked, lots, parent } = other
        if (other.id === id || intent.instrument !== instrument || intent.side === side || isCancelAsked) continue
        if ((parent !== null && lots === 0) || intent.price.type !== 'limit') continue
        const at = limits.get(other.id) ?? Number.NaN
        if (!(sign(side) * (limit - at) >= 0)) continue
        return {
          message: `${strategy} sent to ${side} ${instrument} at ${priceText(limit)}, and order ${other.id} of ${intent.strategy} waits there at ${priceText(at)}`,
          context: { order: id, with: other.id, limit, at },
        }
      }
      return null
    }
    return {
      sent(request) {
        const one = sentLimit(request)
        const intent = one === null ? undefined : orders.get(one.id)?.intent
        if (one === null || intent === undefined) return null
        limits.set(one.id, request.kind === 'modify' ? Number.NaN : one.limit)
        return intent.reduceOnly ? null : meeting(one.id, intent, one.limit)
      },
      afterEvent(event) {
        note(event, limits)
        return null
      },
    }
  },
}

function note(event: BrokerEvent, limits: Map<number, number>): void {
  if (event.kind === 'updated' && event.price.type === 'limit') limits.set(event.clientOrderId, event.price.limit)
}

/** The limit that goes out, of a new order or by a change. */
function sentLimit(request: SentRequest): { readonly id: number; readonly limit: number } | null {
  if (request.kind !== 'submit' && request.kind !== 'modify') return null
  const [id, price]: readonly [number, OrderPrice] =
    request.kind === 'submit'
      ? [request.ticket.clientOrderId, request.ticket.intent.price]
      : [request.change.clientOrderId, request.change.price]
  return price.type === 'limit' ? { id, limit: price.limit } : null
}
