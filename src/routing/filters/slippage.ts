// The slippage filter: how far from its reference an entry may be filled, looked at before it is sent.

import type { Denial } from '../../model/denial.js'
import { sign } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { Signal } from '../../model/signal.js'
import type { Gate, GateSeat } from '../gate.js'

/** The worst price that an entry could get as far as it says one, and what that is held against. */
interface Pair {
  readonly price: number
  readonly reference: number
}

/**
 * A limit is held against the last close, that of a stop-limit against its trigger. What has no limit is held by the last close against the close that it
 * was decided at: they differ where an order had to wait. A relative order follows the quote: it is held by its offset beside the last close, as far as its
 * limit lets it go. A stop's own trigger is no slippage, and what it gets once it triggers nobody knows here.
 */
export class SlippageFilter implements Gate {
  readonly #maxBps: number

  constructor(maxBps: number) {
    this.#maxBps = maxBps
  }

  judge(_signal: Signal, { instrument: { id }, side, orderPrice, mark, decidedAt, notes }: GateSeat): Denial | null {
    const { price, reference } = pairOf(orderPrice, sign(side), mark, decidedAt)
    const bps = (sign(side) * (price - reference) * 1e4) / Math.abs(reference)
    notes?.note('slippagePrice', price)
    notes?.note('slippageReference', reference)
    notes?.note('slippageBps', bps)
    if (!Number.isFinite(bps)) return { code: 'NO_REFERENCE_PRICE', context: { instrument: id } }
    if (bps <= this.#maxBps + 1e-9) return null
    return { code: 'SLIPPAGE', context: { price, reference, bps: Number(bps.toPrecision(9)), limit_bps: this.#maxBps } }
  }
}

function pairOf(order: OrderPrice, direction: 1 | -1, close: number, decidedAt: number): Pair {
  switch (order.type) {
    case 'limit':
    case 'limit-on-close':
      return { price: order.limit, reference: close }
    case 'stop-limit':
    case 'limit-if-touched':
      return { price: order.limit, reference: order.trigger }
    case 'trailing-stop-limit': {
      const trigger = order.trigger ?? close
      return { price: trigger + direction * order.offset, reference: trigger }
    }
    case 'relative':
      return { price: beside(close, direction, order.offset, order.limit), reference: decidedAt }
    default:
      return { price: close, reference: decidedAt }
  }
}

/** Where a relative order would stand if the last close were the quote. */
function beside(close: number, direction: 1 | -1, offset: number, limit: number | null): number {
  const price = close + direction * offset
  return limit === null ? price : direction * Math.min(direction * price, direction * limit)
}
