// T1: no limit that opens or adds, of an order or of one that it triggers, pays more than the tolerance beyond the last close, or beyond the trigger that it waits for. Read off the bars themselves.

import { riskLimits } from '../../engine/config/risk-config.js'
import { childIntent, type OrderIntent, type Side, sign } from '../../model/order.js'
import { limitOf, type OrderPrice, triggerOf } from '../../model/order-price.js'
import { priceText } from './amount-text.js'
import type { Finding, Invariant } from './invariant.js'
import type { SentRequest } from './sent-request.js'

/** Products of the same doubles differ by this part, at most. */
const ROUNDING = 1e-9

/** What goes out, or comes of it. */
interface Priced {
  readonly order: number
  readonly intent: OrderIntent
  readonly price: OrderPrice
}

export const priceTolerance: Invariant = {
  id: 'T1',
  says: 'No limit goes out further beyond the last price than the tolerance',
  begin({ config, feed }, { orders }) {
    const { priceTolerance: share } = riskLimits(config)
    if (typeof share !== 'number') return {}
    const listings = new Map(feed.series.flatMap((one) => (one.executes ? [[one.series.instrument.id, one] as const] : [])))

    const look = ({ order, intent, price }: Priced): Finding => {
      const listing = listings.get(intent.instrument)
      if (listing === undefined || intent.reduceOnly || price.type === 'relative') return null
      const { strategy, side, instrument } = intent
      const last = listing.series.columns.close[listing.cursor.index] as number
      const reference = payable(side, last, triggerOf(price))
      const limit = limitOf(price)
      const beyond = sign(side) * (limit - reference)
      if (!(beyond > share * Math.abs(reference) * (1 + ROUNDING))) return null
      return {
        message: `${strategy} sent to ${side} ${instrument} at ${priceText(limit)}, ${share} beyond ${priceText(reference)} is allowed`,
        context: { order, limit, last: reference, share },
      }
    }
    return {
      sent(request) {
        const changed = request.kind === 'modify' ? orders.get(request.change.clientOrderId) : undefined
        if (request.kind === 'modify' && changed !== undefined)
          return look({ order: changed.id, intent: changed.intent, price: request.change.price })
        for (const one of pricedIn(request)) {
          const found = look(one)
          if (found !== null) return found
        }
        return null
      },
    }
  },
}

/** The last price, or a trigger that it waits for behind that. */
function payable(side: Side, last: number, trigger: number): number {
  if (Number.isNaN(trigger)) return last
  return side === 'buy' ? Math.max(last, trigger) : Math.min(last, trigger)
}

/** A new order, and those that it triggers. */
function pricedIn(request: SentRequest): readonly Priced[] {
  if (request.kind !== 'submit') return []
  const { clientOrderId: order, intent } = request.ticket
  const triggered = intent.children.filter(({ role }) => role === 'triggered').map((child) => childIntent(intent, child))
  return [intent, ...triggered].map((one) => ({ order, intent: one, price: one.price }))
}
