// What opens or adds carries a stop: an order without one never leaves. Whether one is added by default is decided before.

import type { ChildIntent, Order } from '../../model/order.js'
import { triggeredBy } from '../account-model.js'
import type { Control } from '../control.js'
import type { RiskFacts } from '../risk-facts.js'

/** Whether an order that has no stop of its own is given one, or denied. */
export type StopRule = 'default' | 'deny'

/**
 * Of a change, the order that is changed carries it. What an order triggers carries none: where one is given, the supervisor guards it once its fill is
 * heard; where each needs one of its own it is denied, and an exit goes without it.
 */
export function protectionRequired(rule: StopRule, facts: RiskFacts): Control {
  return (intent, _account, { id }) => {
    const [triggered] = rule === 'deny' ? triggeredBy(intent) : []
    if (triggered !== undefined) return { code: 'NO_PROTECTION', context: { instrument: id, role: 'triggered', side: triggered.side } }
    if (intent.reduceOnly || hasStop(intent.children)) return null
    if (facts.isChange && facts.replaces !== null && mayChange(facts.replaces, rule)) return null
    return { code: 'NO_PROTECTION', context: { instrument: id, role: intent.role, side: intent.side } }
  }
}

function mayChange({ intent: { role, children } }: Order, rule: StopRule): boolean {
  return hasStop(children) || (role === 'triggered' && rule === 'default')
}

function hasStop(children: readonly ChildIntent[]): boolean {
  for (const { role } of children) if (role === 'stop') return true
  return false
}
