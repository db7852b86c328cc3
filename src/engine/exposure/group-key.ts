// The group of an order in what is counted over several strategies: its name is its strategy's own, and two of them may use one.

import type { OcaGroup } from '../../model/signal.js'

/** Null for an order that is in no group. */
export function groupKey(strategy: string, oca: OcaGroup | null | undefined): string | null {
  return oca === null || oca === undefined ? null : `${strategy}\n${oca.group}`
}
