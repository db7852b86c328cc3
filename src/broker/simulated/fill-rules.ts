// The fill rules: where a working order executes when the price opens somewhere, or moves from one price to another.
// Each rule names its assumption about the market.

import type { FillRule } from '../../model/fill.js'
import { assertNever } from '../../std/assert.js'
import type { MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import type { RestingOrder } from './resting-order.js'

/**
 * The order meets one printed price: the open, or the price at which it came to life.
 * Market: fills there. Stop: a print at or through the trigger fills there, for no better price existed. Limit: a print on the good side of the
 * limit fills there; a print exactly at it fills only under `touch`, for others may stand before us. Slippage on market and stop fills.
 */
export function atPrint(state: MatchState, order: RestingOrder, print: number, where: 'open' | 'parent-fill', policy: VenuePolicy): void {
  const rule = (atOpen: FillRule): FillRule => (where === 'open' ? atOpen : 'child-at-activation')
  switch (order.price.type) {
    case 'market':
      state.fill(order, print, rule('market-at-open'), where, true)
      return
    case 'stop':
      if (!reaches(order.side, print, order.price.trigger)) return
      state.trigger(order)
      state.fill(order, print, rule('stop-gap-at-open'), where, true)
      return
    case 'limit':
      if (isBetter(order.side, print, order.price.limit, policy)) state.fill(order, print, rule('limit-gap-at-open'), where, false)
      return
    case 'stop-limit':
      if (!order.triggered) {
        if (!reaches(order.side, print, order.price.trigger)) return
        state.trigger(order)
        if (isMarketable(order.side, print, order.price.limit)) state.fill(order, print, rule('stop-gap-at-open'), where, false)
        return
      }
      if (isBetter(order.side, print, order.price.limit, policy)) state.fill(order, print, rule('limit-gap-at-open'), where, false)
      return
    default:
      assertNever(order.price)
  }
}

/** The price on the way from `from` to `to` at which the order next acts, or null. */
export function levelBetween(order: RestingOrder, from: number, to: number, policy: VenuePolicy): number | null {
  const rising = to > from
  switch (order.price.type) {
    case 'market':
      return null
    case 'stop':
      return triggerBetween(order.side, order.price.trigger, from, to, rising)
    case 'limit':
      return limitBetween(order.side, order.price.limit, from, to, rising, policy)
    case 'stop-limit':
      return order.triggered
        ? limitBetween(order.side, order.price.limit, from, to, rising, policy)
        : triggerBetween(order.side, order.price.trigger, from, to, rising)
    default:
      return assertNever(order.price)
  }
}

/**
 * The price reaches the order's level inside the bar. A stop fills at its trigger, plus slippage; a limit at its limit;
 * a stop-limit that has just triggered takes the price if its limit allows it, else works along the rest of the path.
 */
export function atLevel(state: MatchState, order: RestingOrder, level: number): void {
  switch (order.price.type) {
    case 'market':
      return
    case 'stop': {
      const { trigger } = order.price
      state.trigger(order)
      fillStop(state, order, level, trigger, true)
      return
    }
    case 'limit':
      fillLimit(state, order, level, order.price.limit)
      return
    case 'stop-limit': {
      const { trigger, limit } = order.price
      if (order.triggered) {
        fillLimit(state, order, level, limit)
        return
      }
      state.trigger(order)
      if (isMarketable(order.side, level, limit)) fillStop(state, order, level, trigger, false)
      return
    }
    default:
      assertNever(order.price)
  }
}

/** An order that the price had passed when it came fills where the price stands, and says so. */
function fillStop(state: MatchState, order: RestingOrder, level: number, trigger: number, slips: boolean): void {
  if (level === trigger) state.fill(order, level, 'stop-at-trigger', 'trigger', slips)
  else state.fill(order, level, 'stop-on-arrival', 'path', slips)
}

function fillLimit(state: MatchState, order: RestingOrder, level: number, limit: number): void {
  if (level === limit) state.fill(order, level, 'limit-at-limit', 'limit', false)
  else state.fill(order, level, 'limit-on-arrival', 'path', false)
}

function reaches(side: 1 | -1, price: number, trigger: number): boolean {
  return side * (price - trigger) >= 0
}

function isMarketable(side: 1 | -1, price: number, limit: number): boolean {
  return side * (limit - price) >= 0
}

function isBetter(side: 1 | -1, price: number, limit: number, policy: VenuePolicy): boolean {
  const improvement = side * (limit - price)
  return policy.limit === 'touch' ? improvement >= 0 : improvement > 0
}

/** A buy stop is reached going up, a sell stop going down; one already passed acts where the price stands. */
function triggerBetween(side: 1 | -1, trigger: number, from: number, to: number, rising: boolean): number | null {
  if (reaches(side, from, trigger)) return from
  return rising === side > 0 && reaches(side, to, trigger) ? trigger : null
}

/** A buy limit is reached going down, a sell limit going up; under `penetrate` the price must go beyond it. */
function limitBetween(side: 1 | -1, limit: number, from: number, to: number, rising: boolean, policy: VenuePolicy): number | null {
  if (isBetter(side, from, limit, policy)) return from
  return rising === side < 0 && isBetter(side, to, limit, policy) ? limit : null
}
