// Prices that can be: above zero where the instrument's are, and protection on the side of the entry on which it protects.

import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import { type ChildIntent, opposite, type ProtectiveChild, type ProtectivePoint, type Side } from '../model/order.js'
import { judgedPrice, limitOf, movedBy, type OrderPrice, type Trail, triggerOf } from '../model/order-price.js'
import { limitOnTick, triggerOnTick } from '../model/tick-rounding.js'
import type { Control } from './control.js'

type Tick = Instrument['tick']

/** Both of the controls below. An order at market without children has no price to ask about. */
export const sanePrices: Control = (intent, account, instrument) =>
  intent.price.type === 'market' && intent.children.length === 0
    ? null
    : (positivePrices(intent, account, instrument) ?? protectionSides(intent, account, instrument))

/** Limits, triggers and protection stand above zero, and a sell does not trail by the whole price or more, where the instrument may not be negative. */
const positivePrices: Control = ({ price, side, children }, { referencePrice }, { mayBeNegative, tick }) => {
  if (mayBeNegative) return null
  const denial = unlessPositive(price, side, referencePrice, tick)
  if (denial !== null || children.length === 0) return denial
  const entry = judgedPrice(price, side, referencePrice)
  for (const child of children) {
    const found = unlessPositiveChild(child, side, entry, tick)
    if (found !== null) return found
  }
  return null
}

/** `at` is where a trail begins that is told no other place. */
function unlessPositive(price: OrderPrice, side: Side, at: number, tick: Tick): Denial | null {
  if (price.type === 'market') return null
  const [limit, trigger] = [limitOf(price), triggerOf(price)]
  if (limit <= 0) return { code: 'PRICE_NOT_POSITIVE', context: { limit } }
  if (trigger <= 0) return { code: 'PRICE_NOT_POSITIVE', context: { trigger } }
  return 'trail' in price && price.trigger === null && side === 'sell' ? unlessShort(price.trail, at, tick) : null
}

function unlessPositiveChild(child: ChildIntent, entrySide: Side, entry: number, tick: Tick): Denial | null {
  if (child.role === 'triggered') return unlessPositive(child.price, child.side, entry, tick)
  const { role, price } = child
  const point = 'trail' in price ? price.from : price
  if (point === null) return 'trail' in price && entrySide === 'buy' ? unlessShort(price.trail, entry, tick) : null
  if ('at' in point) return point.at <= 0 ? { code: 'PRICE_NOT_POSITIVE', context: { [role]: point.at } } : null
  const rounded = role === 'stop' ? triggerOnTick : limitOnTick
  const away = movedBy(entry, point.fractionOfFill)
  const at = tick === 'none' ? away : rounded(away, opposite(entrySide), tick)
  return at <= 0 ? { code: 'PRICE_NOT_POSITIVE', context: { [role]: at, entry } } : null
}

/** A stop that trails a price by more than that price, or by less than a tick above zero, stands at none. */
function unlessShort(trail: Trail, price: number, tick: Tick): Denial | null {
  const behind = price - ('amount' in trail ? trail.amount : trail.fraction * price)
  const at = tick === 'none' ? behind : triggerOnTick(behind, 'sell', tick)
  return at <= 0 ? { code: 'PRICE_NOT_POSITIVE', context: { trail: 'amount' in trail ? trail.amount : trail.fraction, price } } : null
}

/**
 * The stop of a long entry stands below the entry's own price, its target above it; the other way round for a short one. An entry that fills at once does
 * so at the mark or near: its stop is held to the mark, for one on the wrong side closes what it should protect. Where an entry that trails fills, and
 * which side of the fill a target is on, nobody knows yet.
 */
const protectionSides: Control = ({ price, side, children }, { referencePrice }) => {
  if (children.length === 0) return null
  if ('trail' in price) return null
  const waiting = waitsAt(price, side, referencePrice)
  const entry = waiting ?? { lowest: referencePrice, highest: referencePrice }
  for (const child of children) {
    if (child.role === 'triggered' || (waiting === null && child.role === 'target')) continue
    const found = unlessOnItsSide(child, side, entry)
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
