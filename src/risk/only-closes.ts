// What may pass while trading is held back: an order that makes a position smaller and cannot flip it, whatever else fills.

import { type OrderIntent, sign } from '../model/order.js'
import { onlyReduces } from './account-model.js'
import type { Control } from './control.js'

/** Signed lots that a strategy holds in an instrument. */
export type LotsOf = (strategy: string, instrument: string) => number

/** Reduce-only, against the position, of no more than it, and nothing wakes when it fills. A notional has no lots to hold against a position. */
export function closes(intent: OrderIntent, held: number): boolean {
  if (!onlyReduces(intent) || !('lots' in intent.quantity)) return false
  return sign(intent.side) * held < 0 && intent.quantity.lots <= Math.abs(held)
}

/** For orders that the system itself sends: they are closes, or nothing. */
export function onlyCloses(lotsOf: LotsOf): Control {
  return (intent) => {
    const position = lotsOf(intent.strategy, intent.instrument)
    if (closes(intent, position)) return null
    const quantity = 'lots' in intent.quantity ? intent.quantity.lots : Number.NaN
    return { code: 'NOT_A_CLOSE', context: { side: intent.side, quantity, position } }
  }
}
