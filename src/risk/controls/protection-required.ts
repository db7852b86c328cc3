// What opens or adds carries a stop: an order without one never leaves. Whether one is added by default is decided before.

import type { ChildIntent } from '../../model/order.js'
import { onlyReduces } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskFacts } from '../risk-facts.js'

/** Of a change, the order that is changed carries it. */
export function protectionRequired(facts: RiskFacts): Control {
  return (intent, _account, { id }) => {
    if (onlyReduces(intent)) return null
    if (hasStop(intent.children) || (facts.isChange && facts.replaces !== null && hasStop(facts.replaces.intent.children))) return null
    return { code: 'NO_PROTECTION', context: { instrument: id, side: intent.side } }
  }
}

function hasStop(children: readonly ChildIntent[]): boolean {
  for (const { role } of children) if (role === 'stop') return true
  return false
}
