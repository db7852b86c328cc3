// An order from before a split in the shares after it: prices ÷ ratio on the tick, lots × ratio, so that it asks for what it asked for.

import { assertNever } from '../std/assert.js'
import { splitLots, splitPrice } from './corporate-action.js'
import type { Instrument } from './instrument.js'
import type { ChildIntent, OrderIntent, ProtectivePoint, Side } from './order.js'
import { opposite } from './order.js'
import type { OrderPrice, Trail } from './order-price.js'
import { onTick } from './tick-rounding.js'

export function splitIntent(intent: OrderIntent, ratio: number, instrument: Instrument): OrderIntent {
  const { quantity, side } = intent
  return {
    ...intent,
    quantity: 'lots' in quantity ? { lots: splitLots(quantity.lots, ratio) } : quantity,
    price: splitOrderPrice(intent.price, side, ratio, instrument),
    closing: splitLots(intent.closing, ratio),
    children: intent.children.map((child) => splitChild(child, side, ratio, instrument)),
  }
}

/** A price that an order of a side waits at. */
export function splitOrderPrice(price: OrderPrice, side: Side, ratio: number, instrument: Instrument): OrderPrice {
  return onTick(splitPrices(price, ratio), side, instrument)
}

/** The same before it is on the tick. */
export function splitPrices(price: OrderPrice, ratio: number): OrderPrice {
  const part = (value: number): number => splitPrice(value, ratio)
  const partOrNone = (value: number | null): number | null => (value === null ? null : part(value))
  switch (price.type) {
    case 'market':
    case 'market-on-close':
      return price
    case 'limit':
    case 'limit-on-close':
      return { type: price.type, limit: part(price.limit) }
    case 'stop':
    case 'market-if-touched':
      return { type: price.type, trigger: part(price.trigger) }
    case 'stop-limit':
    case 'limit-if-touched':
      return { type: price.type, trigger: part(price.trigger), limit: part(price.limit) }
    case 'trailing-stop':
      return { ...price, trail: splitTrail(price.trail, ratio), trigger: partOrNone(price.trigger) }
    case 'trailing-stop-limit':
      return { ...price, trail: splitTrail(price.trail, ratio), offset: part(price.offset), trigger: partOrNone(price.trigger) }
    case 'relative':
      return { ...price, offset: part(price.offset), limit: partOrNone(price.limit) }
    default:
      return assertNever(price)
  }
}

export function splitTrail(trail: Trail, ratio: number): Trail {
  return 'amount' in trail ? { amount: splitPrice(trail.amount, ratio) } : trail
}

function splitChild(child: ChildIntent, parent: Side, ratio: number, instrument: Instrument): ChildIntent {
  if (child.role === 'triggered') {
    return { ...child, lots: splitLots(child.lots, ratio), price: splitOrderPrice(child.price, child.side, ratio, instrument) }
  }
  const { price } = child
  if (!('trail' in price)) return { ...child, price: splitPoint(child.role, price, parent, ratio, instrument) }
  const from = price.from === null ? null : splitPoint(child.role, price.from, parent, ratio, instrument)
  return { ...child, price: { ...price, trail: splitTrail(price.trail, ratio), from } }
}

function splitPoint(role: 'stop' | 'target', point: ProtectivePoint, parent: Side, ratio: number, instrument: Instrument): ProtectivePoint {
  if (!('at' in point)) return point
  const at = splitPrice(point.at, ratio)
  const own = onTick(role === 'stop' ? { type: 'stop', trigger: at } : { type: 'limit', limit: at }, opposite(parent), instrument)
  return { at: own.type === 'stop' ? own.trigger : own.type === 'limit' ? own.limit : at }
}
