// How an order enters the market: at once, at a price, beyond one, behind a moving one, in an auction, or beside the quote.

import { assertNever } from '../std/assert.js'

/** How far a trailing stop stays behind the best price: currency, or a fraction of that price (0.1 is 10 %). */
export type Trail = { readonly amount: number } | { readonly fraction: number }

export function isSameTrail(a: Trail, b: Trail): boolean {
  return 'amount' in a ? 'amount' in b && a.amount === b.amount : 'fraction' in b && a.fraction === b.fraction
}

/** How an order enters the market. Prices in the instrument's currency. */
export type OrderPrice =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly limit: number }
  | { readonly type: 'stop'; readonly trigger: number }
  | { readonly type: 'stop-limit'; readonly trigger: number; readonly limit: number }
  /** `trigger` is where it stands now; null until the first price that it meets. */
  | { readonly type: 'trailing-stop'; readonly trail: Trail; readonly trigger: number | null }
  /** When it triggers its limit is the trigger − `offset` for a sell, + `offset` for a buy. */
  | { readonly type: 'trailing-stop-limit'; readonly trail: Trail; readonly offset: number; readonly trigger: number | null }
  | { readonly type: 'market-if-touched'; readonly trigger: number }
  | { readonly type: 'limit-if-touched'; readonly trigger: number; readonly limit: number }
  | { readonly type: 'market-on-close' }
  | { readonly type: 'limit-on-close'; readonly limit: number }
  /** Follows the quote: the bid + `offset` for a buy, the ask − `offset` for a sell, never beyond `limit`. */
  | { readonly type: 'relative'; readonly offset: number; readonly limit: number | null }

export type OrderType = OrderPrice['type']

/** Every type, in the order of its code in stored rows: new ones go to the end. */
export const orderTypes = [
  'market',
  'limit',
  'stop',
  'stop-limit',
  'trailing-stop',
  'trailing-stop-limit',
  'market-if-touched',
  'limit-if-touched',
  'market-on-close',
  'limit-on-close',
  'relative',
] as const satisfies readonly OrderType[]

// Order prices, to read well in a signal: `enterLong({ order: stop(101.5) })`.

/** At the next price there is. */
export const market = (): OrderPrice => ({ type: 'market' })
/** At this price or better. */
export const limit = (price: number): OrderPrice => ({ type: 'limit', limit: price })
/** At market, once the price has reached the trigger. */
export const stop = (trigger: number): OrderPrice => ({ type: 'stop', trigger })
/** A limit order, once the price has reached the trigger. */
export const stopLimit = (trigger: number, price: number): OrderPrice => ({ type: 'stop-limit', trigger, limit: price })
/** A stop that follows the price and never goes back. */
export const trailingStop = (trail: Trail, trigger: number | null = null): OrderPrice => ({ type: 'trailing-stop', trail, trigger })
/** A trailing stop that becomes a limit order `offset` beyond its trigger. */
export const trailingStopLimit = (trail: Trail, offset: number, trigger: number | null = null): OrderPrice => ({
  type: 'trailing-stop-limit',
  trail,
  offset,
  trigger,
})
/** At market, once the price is as good as the trigger. */
export const marketIfTouched = (trigger: number): OrderPrice => ({ type: 'market-if-touched', trigger })
/** A limit order, once the price is as good as the trigger. */
export const limitIfTouched = (trigger: number, price: number): OrderPrice => ({ type: 'limit-if-touched', trigger, limit: price })
/** In the closing auction. */
export const marketOnClose = (): OrderPrice => ({ type: 'market-on-close' })
/** In the closing auction, at this price or better. */
export const limitOnClose = (price: number): OrderPrice => ({ type: 'limit-on-close', limit: price })
/** Beside the quote: `offset` better than the best bid (buy) or ask (sell), never beyond the limit. */
export const relative = (offset: number, cap: number | null = null): OrderPrice => ({ type: 'relative', offset, limit: cap })

/** The limit that holds now, NaN where there is none. */
export function limitOf(price: OrderPrice): number {
  return 'limit' in price && price.limit !== null ? price.limit : Number.NaN
}

/** The trigger that it stands at, NaN where there is none yet. */
export function triggerOf(price: OrderPrice): number {
  return 'trigger' in price && price.trigger !== null ? price.trigger : Number.NaN
}

/** Whether an order at it is a stop, which waits for a price that is worse than the market. */
export function isStopPrice({ type }: OrderPrice): boolean {
  return type === 'stop' || type === 'stop-limit' || type === 'trailing-stop' || type === 'trailing-stop-limit'
}

/** Whether a price is where an order waits for it: a stop above the market for a buy, below for a sell; one that is to be touched the other way round. */
export function isTriggeredAt(price: OrderPrice, direction: 1 | -1, at: number): boolean {
  if (!('trigger' in price) || price.trigger === null) return false
  const waitsFor = price.type === 'market-if-touched' || price.type === 'limit-if-touched' ? -direction : direction
  return waitsFor * (at - price.trigger) >= 0
}

/**
 * The price that an order is judged at: its limit, else its trigger, else the mark. A buy that trails begins above the mark and comes down with it, so it is
 * judged where it begins, and with a limit at that. Without a limit a relative order can follow its quote anywhere: it is judged as one at market.
 */
export function judgedPrice(price: OrderPrice, side: 'buy' | 'sell', mark: number): number {
  switch (price.type) {
    case 'market':
    case 'market-on-close':
      return mark
    case 'limit':
    case 'stop-limit':
    case 'limit-if-touched':
    case 'limit-on-close':
      return price.limit
    case 'stop':
    case 'market-if-touched':
      return price.trigger
    case 'trailing-stop':
      return price.trigger ?? beginOf(price.trail, side, mark)
    case 'trailing-stop-limit':
      return (price.trigger ?? beginOf(price.trail, side, mark)) + (side === 'buy' ? price.offset : 0)
    case 'relative':
      return price.limit ?? mark
    default:
      return assertNever(price)
  }
}

/** Where a trail begins that has met no price yet: above the mark for a buy. A sell rises with the mark, and is worth that. */
function beginOf(trail: Trail, side: 'buy' | 'sell', mark: number): number {
  if (side === 'sell') return mark
  return 'amount' in trail ? mark + trail.amount : movedBy(mark, trail.fraction)
}

/** Whether an order goes where prices go: what it fills at is not known from its price. */
export function isMoving({ type }: OrderPrice): boolean {
  return type === 'trailing-stop' || type === 'trailing-stop-limit' || type === 'relative'
}

/** The price that an order is worth most at, its own or the mark: a sell below the mark fills at the mark. Never below zero. */
export function mostPrice(price: OrderPrice, side: 'buy' | 'sell', mark: number): number {
  return Math.max(Math.abs(judgedPrice(price, side, mark)), Math.abs(mark))
}

/** A price moved up by a share of its size, or down where the share is below zero; a price below zero goes the same way. */
export function movedBy(price: number, share: number): number {
  return price * (1 + Math.sign(price) * share)
}

/** The same order with another limit or trigger, where it has them. */
export function withPrices(
  price: OrderPrice,
  { limit: newLimit, trigger }: { readonly limit?: number | undefined; readonly trigger?: number | undefined },
): OrderPrice {
  switch (price.type) {
    case 'market':
    case 'market-on-close':
      return price
    case 'limit':
    case 'limit-on-close':
    case 'relative':
      return { ...price, limit: newLimit ?? price.limit } as OrderPrice
    case 'stop':
    case 'market-if-touched':
    case 'trailing-stop':
    case 'trailing-stop-limit':
      return { ...price, trigger: trigger ?? price.trigger } as OrderPrice
    case 'stop-limit':
    case 'limit-if-touched':
      return { ...price, trigger: trigger ?? price.trigger, limit: newLimit ?? price.limit }
    default:
      return assertNever(price)
  }
}

/** Whether an order waits for the closing auction: it is over with the day. */
export function isForClose({ type }: OrderPrice): boolean {
  return type === 'market-on-close' || type === 'limit-on-close'
}
