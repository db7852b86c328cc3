// The matching of one bar's path: along one walk where that is all, else along both, of which the policy names one.

import type { Bar } from '../../model/bar.js'
import { isPrice } from '../../model/instrument.js'
import { followAlong, levelIn, type PathOrder, walkPath, walkStopFirst, walkToOne } from './bar-walk.js'
import type { FillEvent, MatchEvent, MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'
import { followBar, follows, followsPath, mayTrigger } from './trailing.js'

/** Matches what lies between a bar's open and its end; `atClose` is what happens at its close. Answers the state that the bar leaves. */
export function matchBar(state: MatchState, bar: Bar, policy: VenuePolicy, atClose: (state: MatchState) => void): MatchState {
  const left = walkBar(state, bar, policy, atClose)
  for (const order of left.orders) if (order.trail !== null) endTrail(left, order, bar, policy)
  return left
}

function walkBar(state: MatchState, bar: Bar, policy: VenuePolicy, atClose: (state: MatchState) => void): MatchState {
  const reached = reachedBy(state, bar, policy)
  if (reached === 'several' && policy.intrabar !== 'stop-first') return walkBoth(state, bar, policy, atClose)
  if (reached === 'none') followAlong(state, bar, policy)
  else if (policy.intrabar === 'stop-first') walkStopFirst(state, bar, policy)
  else walkToOne(state, reached as RestingOrder, bar, policy)
  atClose(state)
  return state
}

/** Walks both paths and keeps the one that the policy names; they differ when the bar leaves the outcome open. */
function walkBoth(high: MatchState, bar: Bar, policy: VenuePolicy, atClose: (state: MatchState) => void): MatchState {
  const low = high.copy()
  walk(high, bar, policy, 'high', atClose)
  walk(low, bar, policy, 'low', atClose)
  const chosen = choose(high, low, bar, policy)
  markAmbiguous(chosen.events, chosen === high ? low.events : high.events)
  return chosen
}

function walk(state: MatchState, bar: Bar, policy: VenuePolicy, first: PathOrder, atClose: (state: MatchState) => void): void {
  walkPath(state, bar, policy, first)
  atClose(state)
}

/** What the bar reaches: no order, one that acts at one price whatever the path, or what only a walk of both paths can tell. */
function reachedBy(state: MatchState, bar: Bar, policy: VenuePolicy): 'none' | RestingOrder | 'several' {
  let reached: RestingOrder | null = null
  let isAlone = policy.spread !== 'recorded' && state.market === null
  for (const order of state.orders) {
    if (order.idle || order.dormant) continue
    if (order.mustRest || follows(order)) isAlone = false
    if (!isReached(state, order, bar, policy)) continue
    if (reached !== null) return 'several'
    reached = order
  }
  if (reached === null) return 'none'
  const hasOnePrice = !reached.waitsForTrigger || Number.isNaN(reached.limit)
  return hasOnePrice && isAlone && reached.childIds.length === 0 ? reached : 'several'
}

function isReached(state: MatchState, order: RestingOrder, bar: Bar, policy: VenuePolicy): boolean {
  if (followsPath(order, policy)) return order.isPegged || mayTrigger(order, bar.high, bar.low, state)
  return levelIn(state, order, bar, policy) !== null
}

function choose(high: MatchState, low: MatchState, bar: Bar, { intrabar }: VenuePolicy): MatchState {
  const { open, high: top, low: bottom, close } = bar
  // Where the close is no price the open is the last one that both paths had.
  const last = isPrice(close, high.instrument) ? close : open
  switch (intrabar) {
    case 'ohlc':
    case 'stop-first':
      return high
    case 'olhc':
      return low
    case 'adaptive':
      return top - open <= open - bottom ? high : low
    case 'pessimistic':
      return high.valueAt(last) <= low.valueAt(last) ? high : low
    case 'optimistic':
      return high.valueAt(last) >= low.valueAt(last) ? high : low
  }
}

/** A fill hangs on the path when the other one does not have it. */
function markAmbiguous(events: readonly MatchEvent[], others: readonly MatchEvent[]): void {
  for (const event of events) {
    if (event.kind === 'filled') event.fill.ambiguous = !others.some((other) => other.kind === 'filled' && isSameFill(event, other))
  }
}

function isSameFill({ fill }: FillEvent, { fill: other }: FillEvent): boolean {
  return fill.clientOrderId === other.clientOrderId && fill.quantity === other.quantity && fill.price === other.price
}

/** A trailing stop that stays moves with the whole bar where it does not follow the path, and is told of once. */
function endTrail(state: MatchState, order: RestingOrder, bar: Bar, policy: VenuePolicy): void {
  if (order.idle || order.dormant || order.arrivedAt > bar.openTime) return
  followBar(order, bar, state, policy)
  if (order.trigger !== order.toldTrigger && !Number.isNaN(order.trigger)) state.sayUpdated(order)
}
