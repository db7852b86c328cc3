// FIA 1.2: the lots of an instrument's asset that would be held if every working order on the side filled, long and short.

import { onlyReduces } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import type { LotLimits, RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'

/**
 * −short ≤ position − Σ working sells and position + Σ working buys ≤ long, of the account in all listings of the asset. An exit is never refused, so a
 * position on the other side makes no room for an order: it may be closed first.
 */
export function maxPosition({ positionLots }: Pick<RiskLimits, 'positionLots'>, facts: RiskFacts): Control | null {
  if (positionLots === 'unlimited') return null
  return (intent, _account, { id }) => {
    if (onlyReduces(intent)) return null
    const { long, short } = lotLimits(positionLots, id)
    if (long !== 'unlimited') {
      if (!isBound(long)) return limitMissing('positionLots')
      const wouldBe = facts.worstCase(intent).longLots
      if (!(wouldBe <= long) && !(wouldBe <= facts.worstCase(null).longLots))
        return { code: 'MAX_POSITION', context: { would_be: wouldBe, limit: long } }
    }
    if (short !== 'unlimited') {
      if (!isBound(short)) return limitMissing('positionLots')
      const wouldBe = facts.worstCase(intent).shortLots
      if (!(wouldBe <= short) && !(wouldBe <= facts.worstCase(null).shortLots))
        return { code: 'MAX_POSITION', context: { would_be: -wouldBe, limit: -short } }
    }
    return null
  }
}

/** Those of the instrument, else of `default`, else none: what nobody set refuses. */
function lotLimits(limits: RiskLimits['positionLots'], id: string): LotLimits {
  return typeof limits === 'object' && limits !== null ? (limits[id] ?? limits.default ?? {}) : { long: limits, short: limits }
}
