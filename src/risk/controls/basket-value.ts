// All that a strategy asks to open within a second, in whatever instruments: a basket that was mistyped is refused though each leg of it is small.

import type { Breach } from '../../model/breach.js'
import type { Instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { type EpochMs, SECOND_MS } from '../../model/time.js'
import { onlyReduces, orderValue } from '../account-model.js'
import { beyond, equityUnknown, isBound, isWithin, limitMissing, shareOfEquity } from '../bound.js'
import type { AccountState, Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import { openingLegs } from '../opening-legs.js'
import { mostOfLot } from '../order-worth.js'
import type { RiskFacts } from '../risk-facts.js'

/** The legs from a first one on, for a second. */
interface Basket {
  readonly begunAt: EpochMs
  /** Of those that passed; the account's currency. */
  value: number
  isOver: boolean
}

/**
 * The leg that passes the bound stops the strategy, whose breaker cancels the legs before it that work still, and is denied with all after it. What has
 * filled by then stays. Changes of orders are no legs, and what takes the place of an order is one once that has ended.
 */
export function basketValue(
  { basketEquity }: Pick<RiskLimits, 'basketEquity'>,
  facts: RiskFacts,
  raise: (breach: Breach) => void,
): Control | null {
  if (basketEquity === 'unlimited') return null
  const baskets = new Map<string, Basket>()
  const basketOf = (strategy: string): Basket => {
    const known = baskets.get(strategy)
    if (known !== undefined && facts.now - known.begunAt < SECOND_MS) return known
    const begun = { begunAt: facts.now, value: 0, isOver: false }
    baskets.set(strategy, begun)
    return begun
  }
  return (intent, account, instrument) => {
    if (onlyReduces(intent)) return null
    if (!isBound(basketEquity)) return limitMissing('basketEquity')
    if (facts.isChange) return null
    const bound = shareOfEquity(basketEquity, account.equity)
    if (bound === null) return equityUnknown(instrument.id)
    const basket = basketOf(intent.strategy)
    const value = basket.value + openedValue(intent, account, instrument)
    if (!basket.isOver && isWithin(value, bound)) {
      // What has to wait for the end of another order is judged again as it is sent.
      if (facts.replaces === null) basket.value = value
      return null
    }
    const denial = beyond('MAX_BASKET_VALUE', value, bound, instrument.id)
    if (!basket.isOver && denial.code === 'MAX_BASKET_VALUE') {
      basket.isOver = true
      const { strategy } = intent
      raise({ code: 'MAX_BASKET_VALUE', severity: 'critical', strategy, instrument: null, time: facts.now, context: denial.context })
    }
    return denial
  }
}

/** Value of an order and of each that it triggers, for all of them may fill; what only reduces opens nothing. */
function openedValue(intent: OrderIntent, account: AccountState, instrument: Instrument): number {
  return openingLegs(intent).reduce((value, leg) => value + orderValue(opening(leg), mostOfLot(leg, account, instrument), account), 0)
}

/** A reversal without the lots that it closes first. */
function opening(intent: OrderIntent): OrderIntent {
  const { quantity, closing } = intent
  return closing === 0 || !('lots' in quantity) ? intent : { ...intent, quantity: { lots: quantity.lots - closing } }
}
