// The auctions: one print at the open of a session and one at its close, at which orders for the auction trade, and nobody else's do.
//
// Cut-offs are those of New York: orders for the close until 15:50, ten minutes before it (NYSE, SR-NYSE-2018-58; Nasdaq takes them to 15:55), orders for
// the open until 9:28, two minutes before it (Nasdaq, Opening and Closing Crosses). One of each is used for all listings and years.

import type { Bar } from '../../model/bar.js'
import { isPrice } from '../../model/instrument.js'
import { type EpochMs, formatTime, MINUTE_MS } from '../../model/time.js'
import { isAwakeIn, settleNewborn } from './bar-walk.js'
import type { MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import { whyEnded } from './time-in-force.js'
import type { TradingHours } from './trading-hours.js'

const OPEN_CUT_OFF = 2 * MINUTE_MS
const CLOSE_CUT_OFF = 10 * MINUTE_MS
/** How far from the open or the close of a session a bar may be to stand for its auction, where data lacks the minutes between. */
const NEAR = 10 * MINUTE_MS

/** Why an order comes too late for its auction; null where it does not. */
export function lateFor(auction: 'open' | 'close', time: EpochMs, hours: TradingHours): string | null {
  if (hours.isAsRecorded || hours.calendar.id !== 'XNYS') return null
  const session = auction === 'open' ? hours.openingFrom(time) : hours.sessionFrom(time, false)
  if (session === null) return null
  const cutOff = auction === 'open' ? session.open - OPEN_CUT_OFF : session.close - CLOSE_CUT_OFF
  return time > cutOff ? `the ${auction === 'open' ? 'opening' : 'closing'} auction took orders until ${formatTime(cutOff)}` : null
}

/**
 * The opening auction: all orders for it trade at the open, without slippage, as far as the volume cap goes; a limit when the open is as good as it.
 * Then they are over.
 */
export function walkOpeningAuction(state: MatchState, bar: Bar, policy: VenuePolicy, hours: TradingHours): void {
  if (!hasOrdersFor('open', state) || !hours.opensSession(bar.index)) return
  for (const order of state.orders) {
    if (!takesPart(state, order, 'open', bar) || !hours.isOpeningOf(order.endsAt, bar.index, NEAR)) continue
    if (accepts(order, bar.open)) state.fill(order, bar.open, order.isMarket ? 'market-at-open' : 'limit-at-open', 'open', false)
    state.expire(order, whyEnded(order))
    settleNewborn(state, bar, bar.open, 'open', policy)
  }
}

/** The closing auction, likewise at the close, where that is a price. What it brings to life comes too late for it. */
export function walkClosingAuction(state: MatchState, bar: Bar, hours: TradingHours): void {
  if (!hours.closesSession(bar.index, NEAR) || !isPrice(bar.close, state.instrument)) return
  for (const order of state.orders.filter(({ dormant }) => !dormant)) {
    if (!takesPart(state, order, 'close', bar) || !accepts(order, bar.close)) continue
    state.fill(order, bar.close, order.isMarket ? 'market-at-close' : 'limit-at-close', 'close', false)
  }
}

/** Whether an auction has anybody to ask: most bars have none. */
export function hasOrdersFor(auction: 'open' | 'close', { orders }: MatchState): boolean {
  for (const order of orders) if (order.auction === auction) return true
  return false
}

function takesPart(state: MatchState, order: RestingOrder, auction: 'open' | 'close', bar: Bar): boolean {
  return order.auction === auction && order.arrivedAt <= bar.openTime && isAwakeIn(order, bar, state.policy) && state.orders.includes(order)
}

/** An auction has one price: whoever asked for no better one trades at it. */
function accepts({ isMarket, side, limit }: RestingOrder, print: number): boolean {
  return isMarket || side * (limit - print) >= 0
}
