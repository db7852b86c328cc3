// FIA 1.2: what the account would hold of one asset, long or short, against a share of equity.

import { onlyReduces } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'
import { type WorstCaseLimit, worstCaseWithin } from '../worst-case-within.js'

/** All strategies together; a position on the other side makes no room. */
export function maxPositionValue({ positionEquity }: Pick<RiskLimits, 'positionEquity'>, facts: RiskFacts): Control | null {
  if (positionEquity === 'unlimited') return null
  const long: WorstCaseLimit = {
    name: 'positionEquity',
    code: 'MAX_POSITION_VALUE',
    share: positionEquity,
    value: (worst) => worst.longValue,
  }
  const short: WorstCaseLimit = { ...long, value: (worst) => worst.shortValue }
  return (intent, { equity }) =>
    onlyReduces(intent) ? null : (worstCaseWithin(long, facts, intent, equity) ?? worstCaseWithin(short, facts, intent, equity))
}
