// With which bar an order's first session begins: the first in which it may be asked. Until then it waits, and a split leaves it working.

import type { Bar } from '../../model/bar.js'
import { mayUse } from './bar-walk.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import type { TradingHours } from './trading-hours.js'

export function beginsSessionWith(order: RestingOrder, bar: Bar, hours: TradingHours, policy: VenuePolicy): boolean {
  if (order.auction !== null) {
    if (order.dormant || order.arrivedAt > bar.openTime) return false
    return order.auction === 'open' ? order.bornBar !== bar.index && hours.opensSession(bar.index) : hours.isRegular(bar.index)
  }
  if (!mayUse(order, bar, policy)) return false
  if (!order.isMarket) return true
  // One born at an open has missed it, and under `next-close` not the close.
  if (order.bornBar === bar.index && policy.timing !== 'next-close') return false
  return policy.timing !== 'next-session' || order.triggered || hours.opensSession(bar.index)
}
