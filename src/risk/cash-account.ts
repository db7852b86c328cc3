// The cash account: purchases are paid with settled cash, and what is not held is not sold (12 CFR 220.8).

import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import { type AccountModel, addedLots, orderLots, orderValue, triggeredBy, triggeredSales, worthOf } from './account-model.js'
import type { AccountState } from './control.js'

/**
 * Working buys + the order ≤ settled cash. Held − working sells − the order ≥ 0, in lots of the asset, for each strategy by itself: what another holds it
 * may close at any time. The proceeds of a sale count from the day it settles, so a batch frees nothing.
 */
export const cashAccount: AccountModel = {
  type: 'cash',
  asksReach: true,
  asksOwn: true,
  isSideBySide: false,
  power(intent, price, account, instrument) {
    const each = worthOf(instrument, price, account)
    const refusal = unlessHeld(intent, each, account)
    if (refusal !== null) return refusal
    const own = Math.max(account.group?.buyValue ?? 0, intent.side === 'buy' && !intent.reduceOnly ? orderValue(intent, each, account) : 0)
    const available = spendable(account)
    return { required: intent.children.length === 0 ? own : own + requiredByTriggered(intent, account, instrument), available }
  },
  spendable: (_order, account) => spendable(account),
  freed: () => 0,
}

function spendable({ settledCash = 0, committed }: AccountState): number {
  return settledCash - committed
}

/** Whether its strategy holds all that the order and what it triggers could sell, whatever fills of the rest. */
function unlessHeld(intent: OrderIntent, each: number, account: AccountState): Denial | null {
  const triggered = triggeredSales(intent)
  if ((intent.side === 'buy' || intent.reduceOnly) && triggered === 0) return null
  const { own, group } = account
  const held = own?.heldLots ?? 0
  const free = held - (own?.sellLots ?? 0)
  const lots = orderLots(intent, each, account)
  const sold = Math.max(group?.sellLots ?? 0, intent.side === 'sell' ? addedLots(intent, lots, free) : 0)
  const wouldBe = free - sold - triggered + (isBoughtBefore(intent) ? lots : 0)
  return wouldBe < 0 ? { code: 'SHORT_NOT_ALLOWED', context: { would_be: wouldBe, held } } : null
}

/** Whether what the order triggers finds all of it bought: after a first fill the rest may never come, and a group takes from its orders. */
function isBoughtBefore({ side, reduceOnly, terms }: OrderIntent): boolean {
  return side === 'buy' && !reduceOnly && terms.childrenAfter === 'full' && terms.oca === null
}

function requiredByTriggered(intent: OrderIntent, account: AccountState, instrument: Instrument): number {
  let required = 0
  for (const { side, lots, price } of triggeredBy(intent)) {
    if (side === 'buy') required += lots * worthOf(instrument, judgedPrice(price, side, account.referencePrice), account)
  }
  return required
}
