// FIA 1.2: all that the account would hold, longs and shorts added, against a share of equity.

import { onlyReduces } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'
import { eachSide, type WorstCaseLimit, worstCaseWithin } from '../worst-case-within.js'

/** Each asset counts by its worse side, all strategies together. */
export function maxGross({ grossEquity }: Pick<RiskLimits, 'grossEquity'>, facts: RiskFacts): Control | null {
  if (grossEquity === 'unlimited') return null
  const limit: WorstCaseLimit = {
    name: 'grossEquity',
    code: 'MAX_GROSS',
    share: grossEquity,
    value: (worst) => worst.grossValue,
    bySide: eachSide('grossValue', 'longValue', 'shortValue'),
  }
  return (intent, { equity }) => (onlyReduces(intent) ? null : worstCaseWithin(limit, facts, intent, equity))
}
