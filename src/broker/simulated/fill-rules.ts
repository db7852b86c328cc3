// The fill rules: where a working order executes when the price opens somewhere, or moves from one price to another.
// They read what the order waits for and what it takes, not its type. Each rule names its assumption about the market.

import type { FillRule, PriceSource } from '../../model/fill.js'
import type { MatchState } from './match-state.js'
import type { VenuePolicy } from './policy.js'
import { fillsLimit } from './queue-position.js'
import type { Quotes } from './quotes.js'
import type { RestingOrder } from './resting-order.js'
import { followPrint, follows } from './trailing.js'

/**
 * The order meets one printed price: the open, or the price at which it came to life.
 * Market: fills there. With a trigger: a print at or through it fills there, for no better price existed. Limit: a print on the good side of the
 * limit fills there; a print exactly at it as the queue rule says, for others may stand before us. Slippage where any price is taken. A newborn is one that
 * its parent's fill has woken there.
 */
export function atPrint(
  state: MatchState,
  order: RestingOrder,
  print: number,
  source: 'open' | 'path' | 'parent-fill',
  policy: VenuePolicy,
  isNewborn = false,
): void {
  const rule = (atOpen: FillRule): FillRule => (isNewborn ? 'child-at-activation' : atOpen)
  if (order.isPegged && Number.isNaN(order.limit)) followPrint(order, print, state, policy)
  if (order.waitsForTrigger) {
    if (reaches(order.towards, print, order.trigger)) {
      meetTrigger(state, order, print, rule(isStop(order) ? 'stop-gap-at-open' : 'touched-gap-at-open'), source)
    }
  } else if (order.isMarket) {
    take(state, order, print, rule('market-at-open'), source)
  } else if (isBetter(order, print, state.bar, policy, state.quotes)) {
    take(state, order, print, rule('limit-gap-at-open'), source)
  } else {
    rest(state, order, print)
  }
  if (follows(order)) followPrint(order, print, state, policy)
}

/** The price on the way from `from` to `to` at which the order next acts, or null. A trigger or limit already passed acts where the price stands. */
export function levelBetween(
  order: RestingOrder,
  from: number,
  to: number,
  bar: number,
  policy: VenuePolicy,
  quotes: Quotes | null,
): number | null {
  if (order.waitsForTrigger) {
    if (reaches(order.towards, from, order.trigger)) return from
    return reaches(order.towards, to, order.trigger) ? order.trigger : null
  }
  if (order.isMarket) return null
  if (isBetter(order, from, bar, policy, quotes)) return from
  return isBetter(order, to, bar, policy, quotes) ? priceAtLimit(order, quotes) : null
}

/**
 * The price reaches the order's level inside the bar. One that takes any price once triggered fills at its trigger, plus slippage; a limit at its
 * limit; a limit that has just been triggered takes the price if it allows it, else works along the rest of the path. An order that the price had
 * passed when it came fills where the price stands, and says so.
 */
export function atLevel(state: MatchState, order: RestingOrder, level: number): void {
  if (!order.waitsForTrigger) {
    const isReached = level === priceAtLimit(order, state.quotes)
    take(state, order, level, isReached ? 'limit-at-limit' : 'limit-on-arrival', isReached ? 'limit' : 'path')
    return
  }
  const isReached = level === order.trigger
  const [reached, passed]: [FillRule, FillRule] = isStop(order)
    ? ['stop-at-trigger', 'stop-on-arrival']
    : ['touched-at-trigger', 'touched-on-arrival']
  meetTrigger(state, order, level, isReached ? reached : passed, isReached ? 'trigger' : 'path')
}

/** An order that must rest meets its first price: one that would trade is canceled, another rests from now on. */
export function rest(state: MatchState, order: RestingOrder, price: number): void {
  if (!order.mustRest || order.waitsForTrigger) return
  if (allows(order, price, state.quotes)) state.cancel(order, wouldTrade)
  else order.mustRest = false
}

/** A stop waits for the price to go on; an order that is touched waits for it to come back. */
export function isStop({ waitsForTrigger, towards, side }: RestingOrder): boolean {
  return waitsForTrigger && towards === side
}

const wouldTrade = 'post-only would have traded'

function take(state: MatchState, order: RestingOrder, price: number, rule: FillRule, source: PriceSource): void {
  if (order.mustRest) state.cancel(order, wouldTrade)
  else state.fill(order, price, rule, source, order.isMarket)
}

function meetTrigger(state: MatchState, order: RestingOrder, price: number, rule: FillRule, source: PriceSource): void {
  state.trigger(order)
  if (order.isMarket || allows(order, price, state.quotes)) take(state, order, price, rule, source)
  else order.mustRest = false
}

function reaches(direction: 1 | -1, price: number, trigger: number): boolean {
  return direction * (price - trigger) >= 0
}

/** Whether the limit allows the quote that there is where the bar's price stands. */
function allows({ side, limit }: RestingOrder, price: number, quotes: Quotes | null): boolean {
  return side * (limit - (quotes === null ? price : quotes.priceFor(side, price))) >= 0
}

function isBetter({ id, side, limit }: RestingOrder, price: number, bar: number, policy: VenuePolicy, quotes: Quotes | null): boolean {
  return fillsLimit(side * (limit - (quotes === null ? price : quotes.priceFor(side, price))), id, bar, policy.limit)
}

/** Where the bar's price stands when the quote is at the order's limit. */
function priceAtLimit({ side, limit }: RestingOrder, quotes: Quotes | null): number {
  return quotes === null ? limit : quotes.priceAt(side, limit)
}
