// The size of a plan: the signal's own or the sizer's, then what the caps leave of it.

import type { Denial } from '../../model/denial.js'
import type { OrderQuantity } from '../../model/order.js'
import type { Enter } from '../../model/signal.js'
import { fixedLots, fixedNotional, fixedWeight } from '../../sizing/fixed.js'
import { type SizeCaps, withinCaps } from '../../sizing/size-caps.js'
import type { Sizer } from '../../sizing/sizer.js'
import { targetLots } from '../../sizing/target-weight.js'
import type { Seat } from '../seats/seat.js'

export interface SizeRules {
  readonly sizer: Sizer
  /** Null where nothing is capped. */
  readonly caps: SizeCaps | null
}

/** What an entry opens or adds. The seat knows its side, price and stop. */
export function entrySize({ size }: Enter, seat: Seat, { sizer, caps }: SizeRules): OrderQuantity | Denial {
  const sized = size === undefined ? sizer(seat) : ownSize(size)(seat)
  return caps === null || 'code' in sized ? sized : withinCaps(sized, caps, seat)
}

function ownSize(size: NonNullable<Enter['size']>): Sizer {
  if ('lots' in size) return fixedLots(size.lots)
  return 'notional' in size ? fixedNotional(size.notional) : fixedWeight(size.weight)
}

/** Signed lots to hold at a weight; where it opens or adds, no more than the caps leave. */
export function cappedTarget(weight: number, seat: Seat, caps: SizeCaps | null): number | Denial {
  const wanted = targetLots(weight, seat)
  if (caps === null) return wanted
  const held = seat.position.quantity
  const kept = Math.sign(held) === Math.sign(wanted) ? Math.abs(held) : 0
  const opens = Math.abs(wanted) - kept
  if (opens <= 0) return wanted
  seat.side = wanted > held ? 'buy' : 'sell'
  seat.group = null
  seat.closing = kept > 0 ? 0 : Math.abs(held)
  const sized = withinCaps({ lots: opens }, caps, seat)
  if ('code' in sized) return kept === 0 && held !== 0 ? 0 : sized
  return Math.sign(wanted) * (kept + ('lots' in sized ? sized.lots : 0))
}
