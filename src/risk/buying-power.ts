// Buying power: what positions and working entries may be worth together.

import { lotValue } from '../model/instrument.js'
import { sign } from '../model/order.js'
import { judgedPrice } from '../model/signal.js'
import type { Control } from './control.js'

/** Gross exposure + working entries + this order ≤ equity × leverage. What only reduces is always allowed. */
export function buyingPower(leverage: number): Control {
  return (intent, account, instrument) => {
    if (intent.reduceOnly) return null
    const price = judgedPrice(intent.price, account.referencePrice)
    if (!Number.isFinite(price)) return { code: 'NO_REFERENCE_PRICE', context: { instrument: instrument.id } }
    const each = Math.abs(lotValue(instrument, price))
    const opposite = account.netLots * sign(intent.side) < 0 ? Math.abs(account.netLots) : 0
    // A reversal first frees what it closes, then takes up the rest.
    const required =
      'notional' in intent.quantity
        ? intent.quantity.notional
        : (intent.quantity.lots - 2 * Math.min(intent.quantity.lots, opposite)) * each
    const available = account.equity * leverage - account.grossExposure - account.committed + account.released
    if (required <= 0) return null
    return required <= available + tolerance(account.equity)
      ? null
      : { code: 'BUYING_POWER', context: { required: cents(required), available: cents(available) } }
  }
}

/** Sizing and this control add the same doubles in another order: a millionth of a unit of equity is no breach. */
function tolerance(equity: number): number {
  return Math.abs(equity) * 1e-9
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
