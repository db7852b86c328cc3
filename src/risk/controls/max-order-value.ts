// FIA 1.1, RTS 6 article 15(1), SEC 15c3-5: no order is worth more than a sum, nor than a share of equity.

import { onlyReduces } from '../account-model.js'
import { beyond, equityUnknown, isBound, isWithin, limitMissing, shareOfEquity } from '../bound.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import { mostValue } from '../order-worth.js'

/** The smaller of both bounds that are set; an order that it triggers is held to them too. */
export function maxOrderValue({ orderValue, orderEquity }: Pick<RiskLimits, 'orderValue' | 'orderEquity'>): Control | null {
  if (orderValue === 'unlimited' && orderEquity === 'unlimited') return null
  return (intent, account, instrument) => {
    if (onlyReduces(intent)) return null
    let bound = Number.POSITIVE_INFINITY
    if (orderValue !== 'unlimited') {
      if (!isBound(orderValue)) return limitMissing('orderValue')
      bound = orderValue
    }
    if (orderEquity !== 'unlimited') {
      if (!isBound(orderEquity)) return limitMissing('orderEquity')
      const share = shareOfEquity(orderEquity, account.equity)
      if (share === null) return equityUnknown(instrument.id)
      bound = Math.min(bound, share)
    }
    const value = mostValue(intent, account, instrument)
    return isWithin(value, bound) ? null : beyond('MAX_ORDER_VALUE', value, bound, instrument.id)
  }
}
