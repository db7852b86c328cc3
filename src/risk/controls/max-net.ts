// FIA 1.2: all that the account would hold on one side, against a share of equity: its net position, whatever of the other side is closed first.

import { onlyReduces } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'
import { type WorstCaseLimit, worstCaseWithin } from '../worst-case-within.js'

/** With every buy filled and every short closed, and with every sell filled and every long closed. */
export function maxNet({ netEquity }: Pick<RiskLimits, 'netEquity'>, facts: RiskFacts): Control | null {
  if (netEquity === 'unlimited') return null
  const long: WorstCaseLimit = { name: 'netEquity', code: 'MAX_NET', share: netEquity, value: (worst) => worst.netLongValue }
  const short: WorstCaseLimit = { ...long, value: (worst) => -worst.netShortValue }
  return (intent, { equity }) =>
    onlyReduces(intent) ? null : (worstCaseWithin(long, facts, intent, equity) ?? worstCaseWithin(short, facts, intent, equity))
}
