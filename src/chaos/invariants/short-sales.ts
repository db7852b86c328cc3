// A1: whichever working orders fill, the account is not shorter of an asset than there is to borrow; a cash account borrows nothing.

import type { BacktestConfig } from '../../engine/config/config.js'
import type { OrderIntent } from '../../model/order.js'
import { AssetReaches } from './asset-reach.js'
import type { Invariant } from './invariant.js'
import type { BookedOrder, OrderBook } from './order-book.js'
import { canBeFollowed } from './position-book.js'
import type { SentRequest } from './sent-request.js'

export const shortSales: Invariant = {
  id: 'A1',
  says: 'Whichever orders fill, no asset is sold short beyond what there is to borrow',
  begin(run, books) {
    const borrowable = borrowableIn(run.config)
    if (borrowable === Number.POSITIVE_INFINITY || !canBeFollowed(run)) return {}
    const reaches = new AssetReaches(books)
    const isCash = run.config.account === 'cash'
    // There a sale that a buy triggers may wait for what that brings.
    const counts = ({ parent }: BookedOrder): boolean => !isCash || parent === null

    /** Until a request went out; what is short already is not its doing. */
    let before = 0

    const shortOf = (asset: string): number => {
      const { held, sell } = reaches.all(counts).get(asset) ?? { held: 0, sell: 0 }
      return sell - held
    }
    return {
      beforeSent(request) {
        const intent = intentOf(request, books.orders)
        before = intent === undefined || !sells(intent) ? 0 : shortOf(books.listings.assetOf(intent.instrument))
      },
      sent(request) {
        const order = reaches.sent(request)
        if (order === null || !sells(order.intent)) return null
        const asset = books.listings.assetOf(order.intent.instrument)
        const short = shortOf(asset)
        if (short <= Math.max(before, borrowable)) return null
        return {
          message: `${short} of ${asset} could be sold short, and there are ${borrowable} to borrow`,
          context: { short, borrowable },
        }
      },
      afterEvent(event) {
        reaches.heard(event)
        return null
      },
    }
  },
}

/** Lots of every asset; Infinity where there is no limit, and where each instrument has one: of those the control alone has to know. */
function borrowableIn({ account, shortAvailability }: BacktestConfig): number {
  if (account === 'cash' || shortAvailability === 'none') return 0
  if (shortAvailability === 'unlimited' || !('lots' in shortAvailability)) return Number.POSITIVE_INFINITY
  return shortAvailability.lots as number
}

/** Of a new order or a change. */
function intentOf(request: SentRequest, orders: OrderBook): OrderIntent | undefined {
  if (request.kind === 'submit') return request.ticket.intent
  return request.kind === 'modify' ? orders.get(request.change.clientOrderId)?.intent : undefined
}

/** By itself, or by what it triggers. */
function sells({ side, children }: OrderIntent): boolean {
  return side === 'sell' || children.some((child) => child.role === 'triggered' && child.side === 'sell')
}
