// Exits: what stands to close a position and is no protection of it.

import type { OrderIntent } from '../model/order.js'
import { isStopPrice } from '../model/order-price.js'

/** Stops and the targets of brackets are left out: they are one group, and the supervisor keeps them to what is held. */
export function isExit({ reduceOnly, role, price }: OrderIntent): boolean {
  return reduceOnly && role !== 'stop' && role !== 'target' && !isStopPrice(price)
}
