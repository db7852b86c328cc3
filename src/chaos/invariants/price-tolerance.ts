// T1: no limit that opens or adds pays more than the tolerance beyond the last close. Read off the bars themselves.

import { riskLimits } from '../../engine/config/risk-config.js'
import { type OrderIntent, sign } from '../../model/order.js'
import type { Invariant } from './invariant.js'

/** Products of the same doubles differ by this part, at most. */
const ROUNDING = 1e-9

export const priceTolerance: Invariant = {
  id: 'T1',
  says: 'No limit goes out further beyond the last price than the tolerance',
  begin({ config, feed }) {
    const { priceTolerance: share } = riskLimits(config)
    if (typeof share !== 'number') return {}
    const listings = new Map(feed.series.flatMap((one) => (one.executes ? [[one.series.instrument.id, one] as const] : [])))
    const intents = new Map<number, OrderIntent>()
    return {
      sent(request) {
        if (request.kind === 'submit') intents.set(request.ticket.clientOrderId, request.ticket.intent)
        if (request.kind !== 'submit' && request.kind !== 'modify') return null
        const id = request.kind === 'submit' ? request.ticket.clientOrderId : request.change.clientOrderId
        const price = request.kind === 'submit' ? request.ticket.intent.price : request.change.price
        const intent = intents.get(id)
        const listing = intent === undefined ? undefined : listings.get(intent.instrument)
        if (intent === undefined || listing === undefined || intent.reduceOnly || price.type !== 'limit') return null
        const { strategy, side, instrument } = intent
        const last = listing.series.columns.close[listing.cursor.index] as number
        const beyond = sign(side) * (price.limit - last)
        if (!(beyond > share * Math.abs(last) * (1 + ROUNDING))) return null
        return {
          message: `${strategy} sent to ${side} ${instrument} at ${price.limit}, ${share} beyond ${last} is allowed`,
          context: { order: id, limit: price.limit, last, share },
        }
      },
    }
  },
}
