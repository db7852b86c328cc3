// A worst case held to a share of equity: what an order would raise beyond it is denied, what it leaves as it is or makes smaller is not.
//
// Where the worse of two sides counts, an order on the other one leaves the worst case as it is, and still opens: each side is looked at by itself then.

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
  /** Where the value takes the worse side of the asset: what it would be by each of them. */
  readonly bySide?: readonly [long: (worst: WorstCase) => number, short: (worst: WorstCase) => number]
}

/** What counts in other assets, and in this one either side. */
export function eachSide(
  all: keyof WorstCase,
  long: keyof WorstCase,
  short: keyof WorstCase,
): readonly [(worst: WorstCase) => number, (worst: WorstCase) => number] {
  const elsewhere = (worst: WorstCase): number => worst[all] - Math.max(worst[long], worst[short])
  return [(worst) => elsewhere(worst) + worst[long], (worst) => elsewhere(worst) + worst[short]]
}

export function worstCaseWithin(limit: WorstCaseLimit, facts: RiskFacts, intent: OrderIntent, equity: number): Denial | null {
  const { name, code, share, value, bySide = [] } = limit
  if (!isBound(share)) return limitMissing(name)
  const bound = shareOfEquity(share, equity)
  if (bound === null) return equityUnknown(intent.instrument)
  if (isWithin(value(facts.worstCase(intent)), bound)) return null
  for (const measure of [value, ...bySide]) {
    const wouldBe = measure(facts.worstCase(intent))
    const grows = !isWithin(wouldBe, measure(facts.worstCase(null)))
    if (grows && !isWithin(wouldBe, bound)) return beyond(code, wouldBe, bound, intent.instrument)
  }
  return null
}
