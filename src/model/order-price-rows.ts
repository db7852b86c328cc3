// The price of an order as a row of numbers, for what is kept of a run.

import { assertNever } from '../std/assert.js'
import { limitOf, type OrderPrice, orderTypes, triggerOf } from './order-price.js'

/** Numbers that a price takes in a row. */
export const PRICE_WIDTH = 4

/** The first of them is below this. Whoever keeps a price may add multiples of it, which are not read as part of the price. */
export const PRICE_CODES = 128

/** Added to the code of the type: what its numbers mean, or which one is not there. */
const Flag = { fraction: 16, noTrigger: 32, noLimit: 64 } as const

/** `PRICE_WIDTH` numbers: the type with its flags, the trigger, the limit or the offset of a trailing limit, the trail or the offset from the quote. */
export function writePrice(price: OrderPrice, rows: Float64Array, at: number): void {
  rows[at] = orderTypes.indexOf(price.type)
  if (price.type === 'market') return
  rows[at + 1] = triggerOf(price)
  rows[at + 2] = limitOf(price)
  if ('trail' in price) {
    const isFraction = 'fraction' in price.trail
    rows[at] += (isFraction ? Flag.fraction : 0) + (price.trigger === null ? Flag.noTrigger : 0)
    rows[at + 3] = 'fraction' in price.trail ? price.trail.fraction : price.trail.amount
    if (price.type === 'trailing-stop-limit') rows[at + 2] = price.offset
  } else if (price.type === 'relative') {
    if (price.limit === null) rows[at] += Flag.noLimit
    rows[at + 3] = price.offset
  }
}

/** What `writePrice` wrote. */
export function readPrice(rows: Float64Array, at: number): OrderPrice {
  const code = (rows[at] as number) % PRICE_CODES
  const type = orderTypes[code % Flag.fraction] as OrderPrice['type']
  const [trigger, limit, distance] = [rows[at + 1] as number, rows[at + 2] as number, rows[at + 3] as number]
  switch (type) {
    case 'market':
    case 'market-on-close':
      return { type }
    case 'limit':
    case 'limit-on-close':
      return { type, limit }
    case 'stop':
    case 'market-if-touched':
      return { type, trigger }
    case 'stop-limit':
    case 'limit-if-touched':
      return { type, trigger, limit }
    case 'trailing-stop':
    case 'trailing-stop-limit': {
      const trail = code & Flag.fraction ? { fraction: distance } : { amount: distance }
      const stands = code & Flag.noTrigger ? null : trigger
      return type === 'trailing-stop' ? { type, trail, trigger: stands } : { type, trail, offset: limit, trigger: stands }
    }
    case 'relative':
      return { type, offset: distance, limit: code & Flag.noLimit ? null : limit }
    default:
      return assertNever(type)
  }
}
