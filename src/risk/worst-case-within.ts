// A worst case held to a share of equity: what an order would raise beyond it is denied, what it leaves as it is or makes smaller is not.

import type { Denial, DenialCode } from '../model/denial.js'
import type { OrderIntent } from '../model/order.js'
import { beyond, equityUnknown, isBound, isWithin, limitMissing, shareOfEquity } from './bound.js'
import type { Limit, RiskLimits } from './limits.js'
import type { RiskFacts, WorstCase } from './risk-facts.js'

export interface WorstCaseLimit {
  readonly name: keyof RiskLimits
  readonly code: DenialCode
  readonly share: Limit
  /** The value that is held to it; at least 0. */
  readonly value: (worst: WorstCase) => number
}

export function worstCaseWithin(limit: WorstCaseLimit, facts: RiskFacts, intent: OrderIntent, equity: number): Denial | null {
  const { name, code, share, value } = limit
  if (!isBound(share)) return limitMissing(name)
  const bound = shareOfEquity(share, equity)
  if (bound === null) return equityUnknown(intent.instrument)
  const wouldBe = value(facts.worstCase(intent))
  if (isWithin(wouldBe, bound) || isWithin(wouldBe, value(facts.worstCase(null)))) return null
  return beyond(code, wouldBe, bound, intent.instrument)
}
