// Buying power: an order requires no more than the account has left, by the rules of its kind.

import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import { toldApart } from '../std/told-apart.js'
import { type AccountModel, type BuyingPower, isDenial, onlyReduces } from './account-model.js'
import type { AccountState, Control } from './control.js'

/** The two sides of the control; null where the order has no price to be judged at, or the account never takes it. */
export function buyingPowerOf(intent: OrderIntent, account: AccountState, instrument: Instrument, model: AccountModel): BuyingPower | null {
  const price = judgedPrice(intent.price, intent.side, account.referencePrice)
  if (!Number.isFinite(price)) return null
  const power = model.power(intent, price, account, instrument)
  return isDenial(power) ? null : power
}

/** Required ≤ available. What only reduces, and triggers nothing, is always allowed; while the account's worth is not known, nothing else is. */
export function buyingPower(model: AccountModel): Control {
  return (intent, account, instrument) => {
    if (onlyReduces(intent)) return null
    const price = judgedPrice(intent.price, intent.side, account.referencePrice)
    if (!Number.isFinite(price)) return { code: 'NO_REFERENCE_PRICE', context: { instrument: instrument.id } }
    const power = model.power(intent, price, account, instrument)
    if (isDenial(power)) return power
    const { required, available } = power
    if (!Number.isFinite(required - available + account.equity)) return { code: 'EQUITY_UNKNOWN', context: { instrument: instrument.id } }
    if (required <= 0) return null
    if (required <= available + tolerance(account.equity)) return null
    const told = toldApart(required, available, 2)
    return { code: 'BUYING_POWER', context: { required: told[0], available: told[1] } }
  }
}

/** Sizing and this control add the same doubles in another order: a millionth of a unit of equity is no breach. */
function tolerance(equity: number): number {
  return Math.abs(equity) * 1e-9
}
