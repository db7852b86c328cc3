// Where a resting limit stands in the queue at its price: whether a price that only touches it trades with us, or with those before us.

import { keyedDraw } from '../../std/keyed-draw.js'

/**
 * What fills a limit: trading through it, touching it, or touching it with a probability (0…1). The draw is one for each order and bar, so that
 * neither the path nor another order shifts it.
 */
export type LimitRule = 'penetrate' | 'touch' | { readonly queue: number; readonly seed: number }

/** Whether a price that is `improvement` better than the order's limit fills it. */
export function fillsLimit(improvement: number, orderId: number, bar: number, rule: LimitRule): boolean {
  if (improvement !== 0) return improvement > 0
  return typeof rule === 'string' ? rule === 'touch' : keyedDraw(rule.seed, orderId, bar) < rule.queue
}
