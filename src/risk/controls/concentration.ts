// FIA 1.2: all that stands in one asset, whichever strategy and listing it is in, against a share of equity.

import { onlyReduces } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'
import { type WorstCaseLimit, worstCaseWithin } from '../worst-case-within.js'

/** Longs and shorts are added: strategies that stand against each other are as concentrated as those that stand together. */
export function concentration({ concentration: share }: Pick<RiskLimits, 'concentration'>, facts: RiskFacts): Control | null {
  if (share === 'unlimited') return null
  const limit: WorstCaseLimit = {
    name: 'concentration',
    code: 'MAX_CONCENTRATION',
    share,
    value: (worst) => worst.assetValue,
    bySide: [(worst) => worst.longValue, (worst) => worst.shortValue],
  }
  return (intent, { equity }) => (onlyReduces(intent) ? null : worstCaseWithin(limit, facts, intent, equity))
}
