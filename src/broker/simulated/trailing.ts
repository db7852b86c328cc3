// Orders that follow the price: a trailing stop stays behind the best price so far, a relative order beside the best quote so far.
// Neither goes back. Relative: Interactive Brokers, Order Types, Relative/Pegged-to-Primary: "if the NBB moves down, there will be no adjustment".

import type { Bar } from '../../model/bar.js'
import { type Instrument, isPrice } from '../../model/instrument.js'
import type { Trail } from '../../model/order-price.js'
import { limitOnTick, triggerOnTick } from '../../model/tick-rounding.js'
import type { VenuePolicy } from './policy.js'
import type { Quotes } from './quotes.js'
import type { RestingOrder } from './resting-order.js'

/** How orders of one book move with the price. */
interface Following {
  readonly instrument: Instrument
  readonly quotes: Quotes | null
}

/** Whether the order still moves with the price. */
export function follows(order: RestingOrder): boolean {
  return order.trail !== null || order.isPegged
}

/** Where the trigger of a trailing order would stand behind a price: on the tick, never nearer than the trail. */
function triggerBehind(price: number, { side, intent }: RestingOrder, trail: Trail, { tick }: Instrument): number {
  const distance = 'amount' in trail ? trail.amount : trail.fraction * Math.abs(price)
  const trigger = price + side * distance
  return tick === 'none' ? trigger : triggerOnTick(trigger, intent.side, tick)
}

/** Where the limit of a relative order would stand beside the quote, up to its cap. */
function limitBeside(price: number, order: RestingOrder, { instrument: { tick }, quotes }: Following): number {
  const { side, cap, offset } = order
  const own = quotes === null ? price : quotes.priceFor(side > 0 ? -1 : 1, price)
  const pegged = own + side * offset
  const limit = Number.isNaN(cap) ? pegged : side > 0 ? Math.min(cap, pegged) : Math.max(cap, pegged)
  return tick === 'none' ? limit : limitOnTick(limit, order.intent.side, tick)
}

/** The price has been here: what follows it moves up to it, and never back. What cannot be a price moves nothing. */
export function follow(order: RestingOrder, price: number, following: Following): void {
  if (!isPrice(price, following.instrument)) return
  if (order.trail !== null) {
    const trigger = triggerBehind(price, order, order.trail, following.instrument)
    if (order.side * (trigger - order.trigger) < 0 || Number.isNaN(order.trigger)) order.trigger = trigger
  } else if (order.isPegged) {
    const limit = limitBeside(price, order, following)
    if (order.side * (limit - order.limit) > 0 || Number.isNaN(order.limit)) order.limit = limit
  }
}

/** Trailing stops that came between two bars, and stand nowhere yet, begin behind the close before the second. */
export function anchorNew(orders: readonly RestingOrder[], bar: number, close: number, following: Following): void {
  for (const order of orders) {
    const standsNowhere = order.trail !== null && Number.isNaN(order.trigger)
    if (standsNowhere && order.bornBar !== bar && !order.dormant && !order.idle) follow(order, close, following)
  }
}

/** Whether the order moves along the path; other trailing stops move when the bar ends. */
export function followsPath(order: RestingOrder, { trailAnchor, intrabar }: VenuePolicy): boolean {
  return order.isPegged || (order.trail !== null && trailAnchor === 'path' && intrabar !== 'stop-first')
}

/** A printed price: whoever follows the path moves to it. Under `high` it is where a stop begins that stands nowhere yet. */
export function followPrint(order: RestingOrder, price: number, following: Following, policy: VenuePolicy): void {
  if (followsPath(order, policy) || (policy.trailAnchor !== 'close' && Number.isNaN(order.trigger))) follow(order, price, following)
}

/** The bar has ended: stops that do not follow its path are moved by its extreme or its close, to work from the next bar on. */
export function followBar(order: RestingOrder, bar: Bar, following: Following, policy: VenuePolicy): void {
  if (order.trail === null || followsPath(order, policy)) return
  if (policy.trailAnchor === 'close') follow(order, bar.close, following)
  // Of a bar in which it came to life nobody knows whether the extreme was before or after.
  else if (order.bornBar !== bar.index) follow(order, order.side > 0 ? bar.low : bar.high, following)
}

/** Whether a trailing stop may trigger on one path of a bar at least: behind the best price, at the worst. */
export function mayTrigger(order: RestingOrder, high: number, low: number, { instrument }: Following): boolean {
  const { side, trigger, trail } = order
  if (trail === null) return false
  const [best, worst] = side > 0 ? [low, high] : [high, low]
  const behind = triggerBehind(best, order, trail, instrument)
  const nearest = side * (behind - trigger) >= 0 ? trigger : behind
  return side * (worst - nearest) >= 0
}
