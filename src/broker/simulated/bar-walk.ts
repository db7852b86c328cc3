// The walk along one bar: open, then the two extremes in some order, then the close. Orders act in the order that the price reaches them.

import type { Bar } from '../../model/bar.js'
import { atLevel, atPrint, levelBetween } from './fill-rules.js'
import type { MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'

/** Which extreme comes first: `high` is open-high-low-close. */
export type PathOrder = 'high' | 'low'

/*
 * A state's list of orders is replaced, never changed: a loop walks the list as it was, and asks whether an order is still in it.
 */

/** Fills what trades at the open. `takesMarket` says whether a market order may fill there under the timing policy. */
export function walkOpen(state: MatchState, bar: Bar, policy: VenuePolicy, takesMarket: (order: RestingOrder) => boolean): void {
  for (const order of state.orders) {
    if (!mayUseOpen(order, bar) || !state.orders.includes(order)) continue
    if (policy.intrabar === 'stop-first' && order.parentId !== null) continue
    if (order.price.type === 'market' && !takesMarket(order)) continue
    atPrint(state, order, bar.open, 'open', policy)
    settleNewborn(state, bar, bar.open, policy)
  }
}

/** Walks open → extreme → extreme → close, and fills what the price reaches on the way. */
export function walkPath(state: MatchState, bar: Bar, policy: VenuePolicy, first: PathOrder): void {
  const turns = first === 'high' ? [bar.open, bar.high, bar.low, bar.close] : [bar.open, bar.low, bar.high, bar.close]
  for (let leg = 0; leg + 1 < turns.length; leg++) walkLeg(state, bar, policy, turns[leg] as number, turns[leg + 1] as number)
}

/**
 * Asks only what the bar touched, stops before limits, and each at the better known of its level and the open. It lets a stop win even over a
 * target that the open had already passed: what backtesting.py, backtrader and vectorbt do, here to compare with them.
 */
export function walkStopFirst(state: MatchState, bar: Bar, policy: VenuePolicy): void {
  askStopFirst(state, bar, policy, () => true)
  // Children that a fill inside the bar brought to life have their turn after it: the open is no longer to be had.
  askStopFirst(state, bar, policy, (order, level) => order.bornBar === bar.index && order.parentId !== null && level !== bar.open)
}

/** Asks the orders that are awake, stops first; `mayAct` says whether one may act at the level that the bar reaches. */
function askStopFirst(state: MatchState, bar: Bar, policy: VenuePolicy, mayAct: (order: RestingOrder, level: number) => boolean): void {
  const isStop = (order: RestingOrder): boolean => order.price.type === 'stop'
  const awake = state.orders.filter((order) => !order.dormant)
  for (const pass of [isStop, (order: RestingOrder) => !isStop(order)]) {
    for (const order of awake.filter(pass)) {
      if (!state.orders.includes(order) || !mayUse(order, bar, policy)) continue
      const level = levelBetween(order, bar.open, bar.high, policy) ?? levelBetween(order, bar.open, bar.low, policy)
      if (level === null || !mayAct(order, level)) continue
      if (level === bar.open) atPrint(state, order, level, 'open', policy)
      else atLevel(state, order, level)
    }
  }
}

/** Fills market orders at the close, under the timings that say so. */
export function walkClose(state: MatchState, bar: Bar, mayFill: (order: RestingOrder) => boolean): void {
  for (const order of state.orders) {
    if (order.price.type === 'market' && !order.dormant && state.orders.includes(order) && mayFill(order)) {
      state.fill(order, bar.close, 'market-at-close', 'close', true)
    }
  }
}

/** True for a bar that begins at or after the order's arrival: the only bars it may use. */
export function mayUse(order: RestingOrder, bar: Bar, policy: VenuePolicy): boolean {
  if (order.dormant || order.arrivedAt > bar.openTime) return false
  return order.bornBar !== bar.index || order.parentId === null || policy.childActivation === 'same-bar'
}

function mayUseOpen(order: RestingOrder, bar: Bar): boolean {
  return !order.dormant && order.arrivedAt <= bar.openTime && order.bornBar !== bar.index
}

function walkLeg(state: MatchState, bar: Bar, policy: VenuePolicy, start: number, end: number): void {
  let price = start
  const refused = new Set<RestingOrder>()
  for (;;) {
    let next: RestingOrder | null = null
    let level = end
    for (const order of state.orders) {
      if (refused.has(order) || !mayUse(order, bar, policy)) continue
      const candidate = levelBetween(order, price, end, policy)
      if (candidate === null || (next !== null && Math.abs(candidate - price) >= Math.abs(level - price))) continue
      next = order
      level = candidate
    }
    if (next === null) return
    price = level
    const wasTriggered = next.triggered
    atLevel(state, next, price)
    // An order that stays without having just triggered found no volume left: it waits for another leg.
    if (next.triggered === wasTriggered) refused.add(next)
    settleNewborn(state, bar, price, policy)
  }
}

/** Orders that woke at this price meet it at once: a stop already passed fills here, not at a better price that never was. */
function settleNewborn(state: MatchState, bar: Bar, price: number, policy: VenuePolicy): void {
  if (policy.childActivation === 'next-bar' || policy.intrabar === 'stop-first') return
  for (const order of state.orders) {
    if (order.bornBar !== bar.index || order.dormant || order.metBirthPrice || !state.orders.includes(order)) continue
    order.metBirthPrice = true
    atPrint(state, order, price, 'parent-fill', policy)
  }
}
