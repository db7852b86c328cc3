// How far working orders could take a position, whichever of them fill: the worst case that limits and margin are held to.

import type { Reach } from '../model/decision.js'
import type { Side } from '../model/order.js'

/** What one working order may still trade. An order whose state is not known counts as one that works. */
export interface WorkingLeg {
  /** Which of the held positions it belongs to: a place in the list of them. */
  readonly holder: number
  readonly side: Side
  readonly lots: number
  /** Currency value of those lots at the order's own price. */
  readonly value: number
  /** It only ever shrinks its holder's position. */
  readonly reduceOnly: boolean
  /** The orders of one group fill no more than the largest of them. */
  readonly group: string | null
}

/** An amount in lots, and what they are worth. */
interface Amount {
  lots: number
  value: number
}

/**
 * The reach of one asset: whatever fills, in whatever order, the position stays from held − sell lots to held + buy lots. Reduce-only orders count
 * for no more than the position that they reduce, groups for their largest order on each side. `held` are signed lots, a holder each.
 */
export function reachOf(held: readonly number[], legs: readonly WorkingLeg[]): Reach {
  let heldLots = 0
  for (const lots of held) heldLots += lots
  if (legs.length === 0) return { heldLots, buyLots: 0, buyValue: 0, sellLots: 0, sellValue: 0 }
  const buy = worstOf(held, legs, 'buy')
  const sell = worstOf(held, legs, 'sell')
  return { heldLots, buyLots: buy.lots, buyValue: buy.value, sellLots: sell.lots, sellValue: sell.value }
}

function worstOf(held: readonly number[], legs: readonly WorkingLeg[], side: Side): Amount {
  const total = largest(legs, side, NOBODY)
  if (!legs.some((leg) => leg.reduceOnly && leg.side === side)) return total
  for (let holder = 0; holder < held.length; holder++) {
    const lots = held[holder] as number
    const room = Math.max(0, side === 'buy' ? -lots : lots)
    const reducing = largest(legs, side, holder)
    if (reducing.lots > room) add(total, room, (reducing.value * room) / reducing.lots)
    else add(total, reducing.lots, reducing.value)
  }
  return total
}

/** No holder: orders that may open or add. */
const NOBODY = -1

/** The sum over orders that stand alone and, of each group, its largest: of those on a side that only reduce what a holder has, or of those that may open. */
function largest(legs: readonly WorkingLeg[], side: Side, holder: number): Amount {
  const sum: Amount = { lots: 0, value: 0 }
  let groups: Map<string, Amount> | null = null
  for (const leg of legs) {
    if (leg.side !== side || (leg.reduceOnly ? leg.holder : NOBODY) !== holder) continue
    const { group, lots, value } = leg
    if (group === null) {
      add(sum, lots, value)
      continue
    }
    groups ??= new Map()
    const top = groups.get(group)
    groups.set(group, { lots: Math.max(top?.lots ?? 0, lots), value: Math.max(top?.value ?? 0, value) })
  }
  if (groups !== null) for (const top of groups.values()) add(sum, top.lots, top.value)
  return sum
}

function add(to: Amount, lots: number, value: number): void {
  to.lots += lots
  to.value += value
}
