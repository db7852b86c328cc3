// What of an order may open or add: the order itself, and each that it triggers, as orders of their own. Nobody is asked about those again as they wake.

import { childIntent, type OrderIntent } from '../model/order.js'
import { triggeredBy } from './account-model.js'

/** Controls look at every one of them; none where all that can come of the order is a smaller position. */
export function openingLegs(intent: OrderIntent): readonly OrderIntent[] {
  const { reduceOnly } = intent
  const children = triggeredBy(intent)
  if (children.length === 0) return reduceOnly ? none : [intent]
  const triggered = children.map((child) => childIntent(intent, child))
  return reduceOnly ? triggered : [intent, ...triggered]
}

const none: readonly OrderIntent[] = []
