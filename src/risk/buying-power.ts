// Buying power: what positions and working entries may be worth together.

import { type Instrument, lotValue } from '../model/instrument.js'
import { type OrderIntent, sign } from '../model/order.js'
import { judgedPrice } from '../model/signal.js'
import type { AccountState, Control } from './control.js'

/** What an order asks of the account, and what the account has left; currency. Required is 0 or less for what only reduces. */
export interface BuyingPower {
  readonly required: number
  readonly available: number
}

/** The two sides of the control; null where the order has no price to be judged at. */
export function buyingPowerOf(intent: OrderIntent, account: AccountState, instrument: Instrument, leverage: number): BuyingPower | null {
  const price = judgedPrice(intent.price, account.referencePrice)
  if (!Number.isFinite(price)) return null
  const each = Math.abs(lotValue(instrument, price))
  const opposite = account.netLots * sign(intent.side) < 0 ? Math.abs(account.netLots) : 0
  // A reversal first frees what it closes, then takes up the rest.
  const required =
    'notional' in intent.quantity ? intent.quantity.notional : (intent.quantity.lots - 2 * Math.min(intent.quantity.lots, opposite)) * each
  return { required, available: account.equity * leverage - account.grossExposure - account.committed + account.released }
}

/** Gross exposure + working entries + this order ≤ equity × leverage. What only reduces is always allowed. */
export function buyingPower(leverage: number): Control {
  return (intent, account, instrument) => {
    if (intent.reduceOnly) return null
    const power = buyingPowerOf(intent, account, instrument, leverage)
    if (power === null) return { code: 'NO_REFERENCE_PRICE', context: { instrument: instrument.id } }
    const { required, available } = power
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
