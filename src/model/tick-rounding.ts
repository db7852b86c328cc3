// Prices go to the venue on ticks. Rounding never asks for a better deal than the strategy did.

import { assertNever } from '../std/assert.js'
import type { Instrument } from './instrument.js'
import type { Side } from './order.js'
import type { OrderPrice } from './signal.js'
import { roundToTick } from './tick.js'

/** Buy limits round down and sell limits up; buy stops round up and sell stops down. No tick, no rounding. */
export function onTick(price: OrderPrice, side: Side, { tick }: Instrument): OrderPrice {
  if (tick === 'none') return price
  switch (price.type) {
    case 'market':
      return price
    case 'limit':
      return { type: 'limit', limit: limitOnTick(price.limit, side, tick) }
    case 'stop':
      return { type: 'stop', trigger: triggerOnTick(price.trigger, side, tick) }
    case 'stop-limit':
      return { type: 'stop-limit', trigger: triggerOnTick(price.trigger, side, tick), limit: limitOnTick(price.limit, side, tick) }
    default:
      return assertNever(price)
  }
}

export function limitOnTick(price: number, side: Side, tick: number): number {
  return roundToTick(price, tick, side === 'buy' ? 'down' : 'up')
}

export function triggerOnTick(price: number, side: Side, tick: number): number {
  return roundToTick(price, tick, side === 'buy' ? 'up' : 'down')
}
