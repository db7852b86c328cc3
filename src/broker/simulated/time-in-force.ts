// How long an order works, and what it says when its time is over.
//
// GTC has the ends of Interactive Brokers (TWS API, Order.Tif): the end of the calendar quarter that follows the one it was placed in, at the close of
// its last session, and anew from each change; a split ends it too (`split-orders.ts`). Their example, an order of the third quarter that ends with the
// first of the next year, contradicts their rule; the rule is built. That they also cancel after 90 days without a login is not: a run has no logins.

import type { OrderIntent } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { formatTime } from '../../model/time.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import type { TradingHours } from './trading-hours.js'

/** When an order that can trade from a time on ends; Infinity where only a fill or a cancel ends it, or its day as it was recorded. */
export function endOf({ intent, auction, isProtection }: RestingOrder, from: EpochMs, hours: TradingHours, policy: VenuePolicy): EpochMs {
  const { timeInForce, terms } = intent
  if (auction === 'close') return hours.isAsRecorded ? Number.POSITIVE_INFINITY : hours.dayEnd(from, false)
  if (auction === 'open')
    return hours.isAsRecorded ? Number.POSITIVE_INFINITY : (hours.openingFrom(from)?.close ?? Number.POSITIVE_INFINITY)
  // Protection that the broker ends is placed anew by whoever holds the position: a stop that silently goes would be worse than a rule bent.
  if (timeInForce === 'GTC') return policy.gtc === 'unlimited' || isProtection ? Number.POSITIVE_INFINITY : hours.quarterEnd(from)
  if (timeInForce === 'GTD') return terms.goodTill ?? from
  return hours.isAsRecorded ? Number.POSITIVE_INFINITY : hours.dayEnd(from, worksOutside(intent))
}

/** Whether it works outside regular hours too. Orders for any price do not at Interactive Brokers, nor here: they wait for the open, whatever they say. */
export function worksOutside({ terms, price }: OrderIntent): boolean {
  return terms.outsideRth && ('limit' in price || price.type === 'trailing-stop-limit')
}

/** Whether it ends with its day, be it by the calendar or as it was recorded. */
export function endsWithDay({ auction, intent: { timeInForce } }: RestingOrder): boolean {
  return auction !== null || (timeInForce !== 'GTC' && timeInForce !== 'GTD')
}

/** Whether it takes what it gets at the first price, and no more. */
export function isImmediate({ intent: { timeInForce } }: RestingOrder): boolean {
  return timeInForce === 'IOC' || timeInForce === 'FOK'
}

/** Why an order expired. */
export function whyEnded({ auction, intent: { timeInForce, terms, price } }: RestingOrder): string {
  if (auction === 'close') return `${price.type} ended with the closing auction`
  switch (timeInForce) {
    case 'DAY':
      return 'DAY ended with its session'
    case 'GTC':
      return 'GTC ended with the calendar quarter after the one it was placed in'
    case 'GTD':
      return `GTD ended at ${formatTime(terms.goodTill ?? 0)}`
    case 'OPG':
      return 'OPG ended with the opening auction'
    case 'IOC':
    case 'FOK':
      return `${timeInForce} met no price in its session`
  }
}
