// OCA groups: a strategy's working orders under one name, in any instruments, of which only as much is to fill as one of them asks for.
//
// Types as at Interactive Brokers (TWS API, OcaType). 1: a fill cancels the others. 2: it reduces them by the part of the order that filled. Both block:
// one order of the group fills at a time, so the others hear of it before the next price. 3: it reduces them without a block: orders that the same price
// reaches, or bars of the same time in several instruments, all fill before they hear of each other.

import { assetOf, type Instrument, lotValue } from '../../model/instrument.js'
import type { OcaGroup } from '../../model/signal.js'
import type { RestingOrder } from './resting-order.js'

/** A fill of a group's order, as the others hear of it. */
export interface GroupFill {
  readonly strategy: string
  readonly group: string
  readonly type: 1 | 2 | 3
  readonly orderId: number
  readonly asset: string
  readonly side: 1 | -1
  /** What was to fill of the order before and after: lots, or the currency of a notional. */
  readonly before: number
  readonly after: number
}

/** Where the others of a group are. */
interface GroupedOrders {
  readonly instrument: Instrument
  readonly orders: readonly RestingOrder[]
  cancel(order: RestingOrder, why: string): void
  sayUpdated(order: RestingOrder): void
}

/** The fill of some lots, as the group of the order hears of it. */
export function groupFill(order: RestingOrder, oca: OcaGroup, lots: number, price: number, instrument: Instrument): GroupFill {
  const { id, intent, side, notional, leaves, nextLots } = order
  const after = notional ?? leaves + nextLots
  const asset = assetOf(instrument)
  const value = lots * lotValue(instrument, price)
  return { strategy: intent.strategy, ...oca, orderId: id, asset, side, before: after + (notional === null ? lots : value), after }
}

/** Cancels or reduces the others of the group in a book. */
export function reduceGroup(state: GroupedOrders, fill: GroupFill): void {
  for (const order of state.orders) {
    if (order.id === fill.orderId || !isMember(order, fill)) continue
    if (fill.type === 1 || fill.after === 0) state.cancel(order, `another order of its group ${fill.group} filled`)
    else reduce(state, order, fill)
  }
}

/** Down to whole lots: equal orders stay equal, and no group fills more than one of them. */
function reduce(state: GroupedOrders, order: RestingOrder, fill: GroupFill): void {
  const { before, after, group } = fill
  if (order.notional !== null) {
    order.notional *= after / before
    return
  }
  const asked = order.leaves + order.nextLots
  const leaves = Math.floor((order.leaves * after) / before)
  const nextLots = Math.floor((order.nextLots * after) / before)
  if (leaves + nextLots === 0) {
    state.cancel(order, `another order of its group ${group} filled`)
    return
  }
  order.leaves = leaves
  order.nextLots = nextLots
  // On its own side of its asset, in any listing, the other has closed what this one was to close.
  const closed = fill.side === order.side && fill.asset === assetOf(state.instrument) ? asked - leaves - nextLots : 0
  order.closing = Math.min(Math.max(0, order.closing - closed), leaves)
  state.sayUpdated(order)
}

function isMember({ intent: { strategy, terms } }: RestingOrder, fill: GroupFill): boolean {
  return terms.oca !== null && terms.oca.group === fill.group && strategy === fill.strategy
}
