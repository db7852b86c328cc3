// What one order's fill or end does to others: children wake, siblings shrink, and what reduces never outgrows the position.

import type { Instrument } from '../../model/instrument.js'
import type { ChildIntent } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import { priceBehind } from '../../model/protective-price.js'
import { onTick } from '../../model/tick-rounding.js'
import type { RestingOrder } from './resting-order.js'

const nothingToReduce = 'there is no position to reduce'

/** The orders of one book while a bar is matched, and what can be done to them. */
interface LinkedOrders {
  /** Replaced, never changed: the list can be walked while orders leave it. */
  readonly orders: readonly RestingOrder[]
  readonly instrument: Instrument
  /** The bar being matched. */
  readonly bar: number
  /** A strategy's signed lots. */
  lotsOf(strategy: string): number
  reducible(order: RestingOrder): number
  cancel(order: RestingOrder, why: string): void
  anchor(order: RestingOrder, price: number): void
  sayUpdated(order: RestingOrder): void
}

/** Everything that follows from a fill of some lots at a price. */
export function linkFill(state: LinkedOrders, order: RestingOrder, lots: number, price: number): void {
  shrinkSiblings(state, order, lots)
  clampReduceOnly(state, order.intent.strategy)
  if (order.childIds.length === 0) return
  if (order.intent.terms.childrenAfter === 'partial') wakeChildren(state, order, lots, price)
  else wakeAfterLast(state, order, lots, price)
  if (order.isDone) endSleepers(state, order, 'its entry opened nothing to protect')
}

/** A parent has ended before it filled whole: protection that waited for the whole guards the part, and what else still sleeps will not be needed. */
export function endParent(state: LinkedOrders, parent: RestingOrder, why: string): void {
  if (parent.childIds.length === 0) return
  if (parent.filledLots > 0) wakeChildren(state, parent, parent.filledLots, parent.filledAt, isProtective)
  endSleepers(state, parent, why)
}

function orderOf({ orders }: LinkedOrders, id: number | null): RestingOrder | undefined {
  for (const order of orders) if (order.id === id) return order
  return undefined
}

/** Ends the children that still sleep: what they waited for will not come. */
function endSleepers(state: LinkedOrders, parent: RestingOrder, why: string): void {
  for (const child of state.orders) if (child.parentId === parent.id && child.dormant) state.cancel(child, why)
}

/** Protection that acts ends an entry that was still filling: the position is on its way out, whether or not there is volume for it yet. */
export function endEntry(state: LinkedOrders, protection: RestingOrder): void {
  const entry = orderOf(state, protection.parentId)
  if (entry !== undefined) state.cancel(entry, 'its protection acted')
}

/** One child's fill takes the same lots from its siblings, and ends an entry that was still filling: the position is on its way out. */
function shrinkSiblings(state: LinkedOrders, order: RestingOrder, lots: number): void {
  if (!order.isProtection) return
  endEntry(state, order)
  for (const sibling of state.orders) {
    if (sibling.parentId !== order.parentId || sibling === order || sibling.dormant || !sibling.isProtection) continue
    resize(state, sibling, Math.max(0, sibling.leaves - lots), 'its sibling filled')
  }
}

/** What an order of its side could take off so many signed lots. */
export function reducibleOf(held: number, { side }: RestingOrder): number {
  return held * side < 0 ? Math.abs(held) : 0
}

/** Reduce-only orders never outgrow the position, and end with it; of a reversal that goes for the part that closes. */
export function clampReduceOnly(state: LinkedOrders, strategy: string): void {
  const held = state.lotsOf(strategy)
  for (const order of state.orders) {
    if (order.dormant || order.intent.strategy !== strategy) continue
    const reducible = reducibleOf(held, order)
    if (order.isReduceOnly) {
      const leaves = Math.min(order.leaves, reducible)
      resize(state, order, leaves, 'there is no position left to reduce', Math.min(order.nextLots, reducible - leaves))
    } else if (order.closing > reducible) shrinkClosing(state, order, reducible)
  }
}

/** An order finds what there is when it comes: what it was to reduce or to close may be gone. */
export function clampArrival(state: LinkedOrders, order: RestingOrder): void {
  const reducible = state.reducible(order)
  if (!order.isReduceOnly) {
    if (order.closing > reducible) shrinkClosing(state, order, reducible)
  } else if (reducible === 0) state.cancel(order, nothingToReduce)
  else resize(state, order, Math.min(order.leaves, reducible), nothingToReduce)
}

/** Somebody else closed a part of what a reversal was to close: that part is not traded twice. */
function shrinkClosing(state: LinkedOrders, order: RestingOrder, reducible: number): void {
  const gone = order.closing - reducible
  order.closing = reducible
  resize(state, order, Math.max(0, order.leaves - gone), 'what it was to close is closed')
}

/** Children that wait for the last fill wake with all that filled, at its mean price. */
function wakeAfterLast(state: LinkedOrders, parent: RestingOrder, lots: number, price: number): void {
  const before = parent.filledLots
  parent.filledLots = before + lots
  parent.filledAt = before === 0 ? price : (parent.filledAt * before + price * lots) / parent.filledLots
  if (parent.isDone) wakeChildren(state, parent, parent.filledLots, parent.filledAt)
}

/** Protection wakes with the lots that filled, or grows by them; a triggered order wakes once, with its own. */
function wakeChildren(
  state: LinkedOrders,
  { childIds, intent: { children } }: RestingOrder,
  lots: number,
  price: number,
  mayWake: (intent: ChildIntent) => boolean = always,
): void {
  for (let index = 0; index < childIds.length; index++) {
    const child = orderOf(state, childIds[index] as number)
    const intent = children[index] as ChildIntent
    if (child === undefined || !mayWake(intent)) continue
    const isTriggered = intent.role === 'triggered'
    if (isTriggered && !child.dormant) continue
    const leaves = isTriggered ? intent.lots : Math.min(child.leaves + lots, state.reducible(child))
    // A reversal in parts has nothing to protect before it is through zero.
    if (leaves === 0) continue
    if (child.dormant) {
      child.dormant = false
      child.bornBar = state.bar
      const wakesAt = onTick(childPrice(child, intent, price), child.intent.side, state.instrument)
      if (wakesAt !== child.price) child.reprice(wakesAt, state.instrument.tick)
      state.anchor(child, price)
    }
    child.leaves = leaves
    state.sayUpdated(child)
  }
}

const always = (): boolean => true
const isProtective = ({ role }: ChildIntent): boolean => role !== 'triggered'

function resize(state: LinkedOrders, order: RestingOrder, leaves: number, why: string, nextLots = order.nextLots): void {
  if (leaves === order.leaves && nextLots === order.nextLots) return
  order.leaves = leaves
  order.nextLots = nextLots
  if (leaves > 0 || nextLots > 0) {
    state.sayUpdated(order)
    return
  }
  state.cancel(order, why)
  // An entry that goes on without its protection would open what nothing guards.
  const entry = orderOf(state, order.parentId)
  if (entry !== undefined) state.cancel(entry, 'what it had opened is closed')
}

/** A child that was given a price, at first or by a change while it slept, has that; protection without one finds it behind the parent's fill. */
function childPrice(child: RestingOrder, intent: ChildIntent, parentFill: number): OrderPrice {
  if (intent.role === 'triggered' || child.price.type !== 'market') return child.price
  return priceBehind(intent, parentFill)
}
