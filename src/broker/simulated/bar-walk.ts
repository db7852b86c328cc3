// The walk along one bar: open, then the two extremes in some order, then the close. Orders act in the order that the price reaches them.

import type { Bar } from '../../model/bar.js'
import { isPrice } from '../../model/instrument.js'
import { atLevel, atPrint, isStop, levelBetween, rest } from './fill-rules.js'
import type { MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { Turn } from './quotes.js'
import type { RestingOrder } from './resting-order.js'
import { isImmediate } from './time-in-force.js'
import { followPrint, follows } from './trailing.js'

/** Which extreme comes first: `high` is open-high-low-close. */
export type PathOrder = 'high' | 'low'

/*
 * A state's list of orders is replaced, never changed: a loop walks the list as it was, and asks whether an order is still in it.
 */

const noOrders: readonly RestingOrder[] = []

/** Fills what trades at the open. `takesMarket` says whether a market order may fill there under the timing policy. */
export function walkOpen(state: MatchState, bar: Bar, policy: VenuePolicy, takesMarket: (order: RestingOrder) => boolean): void {
  state.quotes?.go('open', 'open')
  const { orders } = state
  for (const order of orders) {
    if (!mayUseOpen(order, bar) || !isStillIn(state, orders, order)) continue
    // Without a path only what takes any price is sure of the open: a level may be asked of the whole bar.
    if (policy.intrabar === 'stop-first' && order.parentId !== null && !order.isMarket) continue
    if (order.isMarket && !takesMarket(order)) continue
    atPrint(state, order, bar.open, 'open', policy)
    cutImmediate(state, order)
    settleNewborn(state, bar, bar.open, 'open', policy)
  }
}

const highFirst: readonly Turn[] = ['open', 'high', 'low', 'close']
const lowFirst: readonly Turn[] = ['open', 'low', 'high', 'close']

/** Walks open → extreme → extreme → close, and fills what the price reaches on the way. Where the close is no price it ends before. */
export function walkPath(state: MatchState, bar: Bar, policy: VenuePolicy, first: PathOrder): void {
  const turns = first === 'high' ? highFirst : lowFirst
  const legs = isPrice(bar.close, state.instrument) ? 3 : 2
  turnAt(state, bar, policy, 'open')
  for (let leg = 0; leg < legs; leg++) {
    const [from, to] = [turns[leg] as Turn, turns[leg + 1] as Turn]
    state.quotes?.go(from, to)
    walkLeg(state, bar, policy, bar[from], bar[to])
    turnAt(state, bar, policy, to)
  }
}

/** The price goes along a bar that reaches no order: those that follow it move all the same. */
export function followAlong(state: MatchState, bar: Bar, policy: VenuePolicy): void {
  for (const order of state.orders) {
    if (!(order.mustRest || follows(order))) continue
    for (const turn of highFirst) turnAt(state, bar, policy, turn)
    return
  }
}

/** The price turns here: what follows it moves up to it, and what must rest has met it. */
function turnAt(state: MatchState, bar: Bar, policy: VenuePolicy, turn: Turn): void {
  for (const order of state.orders) {
    if (!(order.mustRest || follows(order)) || !mayUse(order, bar, policy)) continue
    if (turn === 'open') {
      state.quotes?.go('open', 'open')
      rest(state, order, bar.open)
    }
    if (follows(order)) followPrint(order, bar[turn], state, policy)
  }
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
  const isPlainStop = (order: RestingOrder): boolean => isStop(order) && Number.isNaN(order.limit)
  const awake = state.orders.filter((order) => !order.dormant)
  for (const pass of [isPlainStop, (order: RestingOrder) => !isPlainStop(order)]) {
    for (const order of awake.filter(pass)) {
      if (!state.orders.includes(order) || !mayUse(order, bar, policy)) continue
      const level = levelIn(state, order, bar, policy)
      if (level === null || !mayAct(order, level)) continue
      // Told with the bar's end, so it is no fill of its open: that would count in the shares of a split there.
      if (level === bar.open) atPrint(state, order, level, 'path', policy)
      else atLevel(state, order, level)
      cutImmediate(state, order)
    }
  }
}

/** Where an order acts in a bar of which only the open and the extremes are asked; null where the bar does not reach it. */
export function levelIn({ quotes }: MatchState, order: RestingOrder, { index, open, high, low }: Bar, policy: VenuePolicy): number | null {
  // Without a quote beside it the price reaches an order from one side.
  if (quotes === null) return levelBetween(order, open, risesTo(order) ? high : low, index, policy, null)
  quotes.go('open', 'high')
  const above = levelBetween(order, open, high, index, policy, quotes)
  if (above !== null) return above
  quotes.go('open', 'low')
  return levelBetween(order, open, low, index, policy, quotes)
}

function risesTo({ waitsForTrigger, towards, side }: RestingOrder): boolean {
  return waitsForTrigger ? towards > 0 : side < 0
}

/** Fills market orders at the close, under the timings that say so: none at what cannot be a price. */
export function walkClose(state: MatchState, bar: Bar, mayFill: (order: RestingOrder) => boolean): void {
  if (!isPrice(bar.close, state.instrument)) return
  state.quotes?.go('close', 'close')
  for (const order of state.orders) {
    const isAsked = order.isMarket && !order.idle && isAwakeIn(order, bar, state.policy) && mayFill(order)
    if (isAsked && state.orders.includes(order)) {
      state.fill(order, bar.close, 'market-at-close', 'close', true)
      cutImmediate(state, order)
    }
  }
}

/** True for a bar that begins at or after the order's arrival: the only bars it may use. */
export function mayUse(order: RestingOrder, bar: Bar, policy: VenuePolicy): boolean {
  return !order.idle && order.arrivedAt <= bar.openTime && isAwakeIn(order, bar, policy)
}

/** Whether an order works in a bar: a child, if its parent's fill there woke it, only where children may act in the bar of the fill. */
export function isAwakeIn(order: RestingOrder, bar: Bar, policy: VenuePolicy): boolean {
  if (order.dormant) return false
  return order.bornBar !== bar.index || order.parentId === null || policy.childActivation === 'same-bar'
}

/** An order for now has had its price: what that did not fill is canceled. */
function cutImmediate(state: MatchState, order: RestingOrder): void {
  if (isImmediate(order) && !order.waitsForTrigger) state.cancel(order, `${order.intent.timeInForce}: it takes what there is at once`)
}

function mayUseOpen(order: RestingOrder, bar: Bar): boolean {
  return !order.dormant && !order.idle && order.arrivedAt <= bar.openTime && order.bornBar !== bar.index
}

function isStillIn(state: MatchState, before: readonly RestingOrder[], order: RestingOrder): boolean {
  return state.orders === before || state.orders.includes(order)
}

/** The one order that a bar reaches, at one price whatever the path: it acts there. */
export function walkToOne(state: MatchState, order: RestingOrder, bar: Bar, policy: VenuePolicy): void {
  const level = mayUse(order, bar, policy) ? levelIn(state, order, bar, policy) : null
  if (level === null) return
  atLevel(state, order, level)
  cutImmediate(state, order)
}

function walkLeg(state: MatchState, bar: Bar, policy: VenuePolicy, start: number, end: number): void {
  let price = start
  let refused: readonly RestingOrder[] = noOrders
  for (;;) {
    let next: RestingOrder | null = null
    let level = end
    for (const order of state.orders) {
      if (refused.includes(order) || !mayUse(order, bar, policy)) continue
      const candidate = levelBetween(order, price, end, bar.index, policy, state.quotes)
      if (candidate === null || (next !== null && Math.abs(candidate - price) >= Math.abs(level - price))) continue
      next = order
      level = candidate
    }
    // Orders of a group without a block hear of each other's fills before the price moves on, to another order or to the end of the leg.
    if (level !== price && state.settleGroups()) continue
    if (next === null) return
    price = level
    const wasTriggered = next.triggered
    atLevel(state, next, price)
    cutImmediate(state, next)
    // An order that stays without having just triggered found no volume left: it waits for another leg.
    if (next.triggered === wasTriggered) refused = [...refused, next]
    settleNewborn(state, bar, price, 'parent-fill', policy)
  }
}

/** Orders that woke at this price meet it at once: a stop already passed fills here, not at a better price that never was. */
export function settleNewborn(state: MatchState, bar: Bar, price: number, source: 'open' | 'parent-fill', policy: VenuePolicy): void {
  if (policy.childActivation === 'next-bar' || policy.intrabar === 'stop-first') return
  const { orders } = state
  for (const order of orders) {
    if (order.bornBar !== bar.index || order.dormant || order.idle || order.metBirthPrice || !isStillIn(state, orders, order)) continue
    order.metBirthPrice = true
    atPrint(state, order, price, source, policy, true)
  }
}
