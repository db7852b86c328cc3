// Prices that can be: above zero where the instrument's are, and protection on the side of the entry on which it protects.

import type { Denial } from '../model/denial.js'
import type { ChildIntent, ProtectiveChild, ProtectivePoint, Side } from '../model/order.js'
import { judgedPrice, limitOf, type OrderPrice, type Trail, triggerOf } from '../model/order-price.js'
import type { Control } from './control.js'

/** Both of the controls below. An order at market without children has no price to ask about. */
export const sanePrices: Control = (intent, account, instrument) =>
  intent.price.type === 'market' && intent.children.length === 0
    ? null
    : (positivePrices(intent, account, instrument) ?? protectionSides(intent, account, instrument))

/** Limits, triggers and protection stand above zero, and a sell does not trail by the whole price or more, where the instrument may not be negative. */
const positivePrices: Control = ({ price, side, children }, { referencePrice }, { mayBeNegative }) => {
  if (mayBeNegative) return null
  const denial = unlessPositive(price, side, referencePrice)
  if (denial !== null || children.length === 0) return denial
  const entry = judgedPrice(price, referencePrice)
  for (const child of children) {
    const found = unlessPositiveChild(child, side, entry)
    if (found !== null) return found
  }
  return null
}

/** `at` is where a trail begins that is told no other place. */
function unlessPositive(price: OrderPrice, side: Side, at: number): Denial | null {
  if (price.type === 'market') return null
  const [limit, trigger] = [limitOf(price), triggerOf(price)]
  if (limit <= 0) return { code: 'PRICE_NOT_POSITIVE', context: { limit } }
  if (trigger <= 0) return { code: 'PRICE_NOT_POSITIVE', context: { trigger } }
  return 'trail' in price && price.trigger === null && side === 'sell' ? unlessShort(price.trail, at) : null
}

function unlessPositiveChild(child: ChildIntent, entrySide: Side, entry: number): Denial | null {
  if (child.role === 'triggered') return unlessPositive(child.price, child.side, entry)
  const { role, price } = child
  const at = pointOf('trail' in price ? price.from : price)
  if (at <= 0) return { code: 'PRICE_NOT_POSITIVE', context: { [role]: at } }
  return 'trail' in price && price.from === null && entrySide === 'buy' ? unlessShort(price.trail, entry) : null
}

/** A stop that trails a price by more than that price stands below zero. */
function unlessShort(trail: Trail, price: number): Denial | null {
  return 'amount' in trail && trail.amount >= price ? { code: 'PRICE_NOT_POSITIVE', context: { trail: trail.amount, price } } : null
}

/**
 * The stop of a long entry stands below the entry's own price, its target above it; the other way round for a short one. Judged where the entry waits
 * at a price of its own: what an entry at market fills at, or one that the market has passed already, nobody knows yet.
 */
const protectionSides: Control = ({ price, side, children }, { referencePrice }) => {
  if (children.length === 0) return null
  const entry = waitsAt(price, side, referencePrice)
  if (entry === null) return null
  for (const child of children) {
    const found = child.role === 'triggered' ? null : unlessOnItsSide(child, side, entry)
    if (found !== null) return found
  }
  return null
}

interface EntryPrices {
  readonly lowest: number
  readonly highest: number
}

/** The price, or the two of a stop-limit, at which an entry waits for the market to come; null where it does not. Without a mark it waits. */
function waitsAt(price: OrderPrice, side: Side, mark: number): EntryPrices | null {
  const isBuy = side === 'buy'
  switch (price.type) {
    case 'limit':
    case 'limit-on-close':
      return (isBuy ? price.limit > mark : price.limit < mark) ? null : { lowest: price.limit, highest: price.limit }
    case 'market-if-touched':
    case 'limit-if-touched':
      return (isBuy ? price.trigger > mark : price.trigger < mark) ? null : pricesOf(price)
    case 'stop':
    case 'stop-limit':
      return (isBuy ? price.trigger < mark : price.trigger > mark) ? null : pricesOf(price)
    default:
      return null
  }
}

function pricesOf(price: OrderPrice & { readonly trigger: number }): EntryPrices {
  const limit = 'limit' in price ? (price.limit as number) : price.trigger
  return { lowest: Math.min(price.trigger, limit), highest: Math.max(price.trigger, limit) }
}

function unlessOnItsSide({ role, price }: ProtectiveChild, entrySide: Side, { lowest, highest }: EntryPrices): Denial | null {
  const at = pointOf('trail' in price ? price.from : price)
  const mustBeBelow = (role === 'stop') === (entrySide === 'buy')
  const entry = mustBeBelow ? highest : lowest
  const isWrong = mustBeBelow ? at >= entry : at <= entry
  return isWrong ? { code: 'PROTECTION_WRONG_SIDE', context: { [role]: at, entry } } : null
}

/** NaN where it is told only with the fill. */
function pointOf(point: ProtectivePoint | null): number {
  return point !== null && 'at' in point ? point.at : Number.NaN
}
