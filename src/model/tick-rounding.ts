// Prices go to the venue on ticks. Rounding never asks for a better deal than the strategy did.

import { assertNever } from '../std/assert.js'
import type { Instrument } from './instrument.js'
import type { Side } from './order.js'
import type { OrderPrice } from './order-price.js'
import { roundToTick } from './tick.js'

/** Buy limits round down and sell limits up; buy stops round up and sell stops down, touched prices the other way. No tick, no rounding. */
export function onTick(price: OrderPrice, side: Side, { tick }: Instrument): OrderPrice {
  if (tick === 'none') return price
  switch (price.type) {
    case 'market':
    case 'market-on-close':
      return price
    case 'limit':
    case 'limit-on-close':
      return limitIs(price, limitOnTick(price.limit, side, tick))
    case 'stop':
      return triggerIs(price, triggerOnTick(price.trigger, side, tick))
    case 'stop-limit':
      return { type: 'stop-limit', trigger: triggerOnTick(price.trigger, side, tick), limit: limitOnTick(price.limit, side, tick) }
    case 'market-if-touched':
      return { type: 'market-if-touched', trigger: limitOnTick(price.trigger, side, tick) }
    case 'limit-if-touched':
      return { type: 'limit-if-touched', trigger: limitOnTick(price.trigger, side, tick), limit: limitOnTick(price.limit, side, tick) }
    case 'trailing-stop':
    case 'trailing-stop-limit':
      return price.trigger === null ? price : { ...price, trigger: triggerOnTick(price.trigger, side, tick) }
    case 'relative':
      return price.limit === null ? price : { ...price, limit: limitOnTick(price.limit, side, tick) }
    default:
      return assertNever(price)
  }
}

/** Most prices are on the tick already. */
function limitIs<Price extends { readonly limit: number }>(price: Price, limit: number): Price {
  return limit === price.limit ? price : { ...price, limit }
}

function triggerIs<Price extends { readonly trigger: number }>(price: Price, trigger: number): Price {
  return trigger === price.trigger ? price : { ...price, trigger }
}

export function limitOnTick(price: number, side: Side, tick: number): number {
  return roundToTick(price, tick, side === 'buy' ? 'down' : 'up')
}

export function triggerOnTick(price: number, side: Side, tick: number): number {
  return roundToTick(price, tick, side === 'buy' ? 'up' : 'down')
}
