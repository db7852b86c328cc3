// All that stands to close a position closes no more than it: where a broker knows no reduce-only, a second exit would turn it round.

import { lotsLeft } from '../../model/order-left.js'
import { isWithin, limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import { isExit } from '../exits.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'

/** The position bounds it, so an exit is held to that where the rule is missing too; what opens or adds is then refused, as without any other limit. */
export function overExit({ overExit: rule }: Pick<RiskLimits, 'overExit'>, facts: RiskFacts): Control | null {
  if (rule === 'unlimited') return null
  return (intent) => {
    if (!intent.reduceOnly) return rule === 'deny' ? null : limitMissing('overExit')
    if (!isExit(intent) || !('lots' in intent.quantity)) return null
    const { lots } = intent.quantity
    const { isChange, replaces } = facts
    if (isChange && replaces !== null && lots <= lotsLeft(replaces)) return null
    const wouldBe = facts.exitsBeside(intent) + lots
    const held = facts.closable(intent)
    return isWithin(wouldBe, held) ? null : { code: 'OVER_EXIT', context: { would_be: wouldBe, limit: held } }
  }
}
