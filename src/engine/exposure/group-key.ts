// The group that an order is counted in.

import type { OcaGroup } from '../../model/signal.js'

/**
 * The group in which an order is counted with others, of which the largest stands for all. Null for an order that is in none, and for one of type 3: a
 * price that reaches several of those fills them all.
 */
export function groupCountedOnce(oca: OcaGroup | null | undefined): string | null {
  return oca === null || oca === undefined || oca.type === 3 ? null : oca.group
}

/** The same over several strategies: a name is its strategy's own, and two of them may use one. */
export function groupKey(strategy: string, oca: OcaGroup | null | undefined): string | null {
  const group = groupCountedOnce(oca)
  return group === null ? null : `${strategy}\n${group}`
}
