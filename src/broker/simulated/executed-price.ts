// The price of a fill: where the bar's price stands, the quote beside it, and slippage on top where any price is taken.

import type { PriceSource } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import { lotValue } from '../../model/instrument.js'
import { roundToTick } from '../../model/tick.js'
import type { VenuePolicy } from './policy.js'
import type { Quotes } from './quotes.js'
import type { RestingOrder } from './resting-order.js'

/** What a price depends on besides the order. */
interface Market {
  readonly instrument: Instrument
  readonly policy: VenuePolicy
  readonly quotes: Quotes | null
  /** Lots that our fills may still take of the bar, and what it traded: units, NaN where it is not reported. */
  readonly budget: number
  readonly volume: number
}

/** What an order pays or gets that trades where the bar's price stands at `reference`. One with a limit never gets less than that. */
export function executedPrice(order: RestingOrder, reference: number, source: PriceSource, slips: boolean, market: Market): number {
  if (order.auction !== null) return reference
  if (slips) return slipped(order, quoted(order.side, reference, market), market)
  if (market.quotes === null) return reference
  const { side, limit } = order
  if (source === 'limit') return limit
  const quote = quoted(side, reference, market)
  return side * (limit - quote) < 0 ? limit : quote
}

/** The quote on the tick that is worse for us. */
function quoted(side: 1 | -1, reference: number, { quotes, instrument: { tick } }: Market): number {
  if (quotes === null) return reference
  const price = quotes.priceFor(side, reference)
  return tick === 'none' ? price : roundToTick(price, tick, side > 0 ? 'up' : 'down')
}

function slipped(order: RestingOrder, price: number, { instrument, policy, budget, volume }: Market): number {
  const lots = order.notional === null ? order.leaves : order.notional / lotValue(instrument, price)
  const units = Math.min(lots, budget) * instrument.lot
  const share = volume > 0 && Number.isFinite(units) ? Math.min(1, units / volume) : 0
  const worse = policy.slippage(price, order.side, instrument, share)
  return instrument.mayBeNegative ? worse : Math.max(0, worse)
}
