// FIA 1.2: all that a strategy would hold, its longs and shorts added, against a share of equity.

import { onlyReduces } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'
import { eachSide, type WorstCaseLimit, worstCaseWithin } from '../worst-case-within.js'

/** Each asset counts by its worse side. */
export function maxStrategyValue({ strategyEquity }: Pick<RiskLimits, 'strategyEquity'>, facts: RiskFacts): Control | null {
  if (strategyEquity === 'unlimited') return null
  const limit: WorstCaseLimit = {
    name: 'strategyEquity',
    code: 'MAX_STRATEGY_VALUE',
    share: strategyEquity,
    value: (worst) => worst.strategyValue,
    bySide: eachSide('strategyValue', 'ownLongValue', 'ownShortValue'),
  }
  return (intent, { equity }) => (onlyReduces(intent) ? null : worstCaseWithin(limit, facts, intent, equity))
}
