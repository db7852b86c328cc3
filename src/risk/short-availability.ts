// Short availability: nobody sells short more than there is to borrow.

import type { Instrument } from '../model/instrument.js'
import { judgedPrice } from '../model/order-price.js'
import { fail } from '../std/assert.js'
import { addedLots, onlyReduces, orderLots, triggeredSales, worthOf } from './account-model.js'
import type { Control } from './control.js'

/** Lots that can be borrowed: of every instrument alike, or by instrument id, of which `default` stands for the rest (none when absent). */
export type ShortAvailability = 'unlimited' | 'none' | { readonly lots: number } | Readonly<Record<string, 'unlimited' | 'none' | number>>

/** Lots of an instrument that can be borrowed; Infinity where there is no limit. */
export function borrowable(availability: ShortAvailability, { id }: Instrument): number {
  if (typeof availability === 'string') return lotsIn(availability)
  const lots = 'lots' in availability ? availability.lots : (availability[id] ?? availability.default ?? 'none')
  return lotsIn(lots)
}

/** Held − working sells − the order ≥ − what can be borrowed, in lots of the asset. What only reduces, and triggers nothing, is always allowed. */
export function shortAvailable(availability: ShortAvailability): Control {
  return (intent, account, instrument) => {
    if (onlyReduces(intent)) return null
    const available = borrowable(availability, instrument)
    if (available === Number.POSITIVE_INFINITY) return null
    const { heldLots, sellLots } = account.reach ?? fail('a limit on short sales knows how far orders reach')
    const each = worthOf(instrument, judgedPrice(intent.price, intent.side, account.referencePrice), account)
    const triggered = triggeredSales(intent)
    const own = intent.side === 'sell' ? addedLots(intent, orderLots(intent, each, account), heldLots - sellLots) : 0
    if (own + triggered === 0) return null
    // A group sells what its largest order does; a buy in it ends those sells only once it fills, and what it triggers comes on top of them.
    const short = Math.max(account.group?.sellLots ?? 0, own) + triggered + sellLots - heldLots
    return short <= Math.max(0, available) ? null : { code: 'SHORT_UNAVAILABLE', context: { would_be_short: short, available } }
  }
}

function lotsIn(lots: 'unlimited' | 'none' | number): number {
  return lots === 'unlimited' ? Number.POSITIVE_INFINITY : lots === 'none' ? 0 : lots
}
