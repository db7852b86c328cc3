// What of an order may open or add: the order itself, and each that it triggers, as orders of their own. Nobody is asked about those again as they wake.

import { childIntent, type OrderIntent } from '../model/order.js'

/** Controls look at every one of them; none where all that can come of the order is a smaller position. */
export function openingLegs(intent: OrderIntent): readonly OrderIntent[] {
  const { reduceOnly, children } = intent
  if (children.length === 0) return reduceOnly ? none : [intent]
  const triggered = children.flatMap((child) => (child.role === 'triggered' ? [childIntent(intent, child)] : []))
  return reduceOnly ? triggered : [intent, ...triggered]
}

const none: readonly OrderIntent[] = []
