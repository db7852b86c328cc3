// Fills that no order asked for: a company's own act closes a position, or a part of it, at a price.

import type { Fill, FillRule } from '../model/fill.js'
import type { EpochMs } from '../model/time.js'
import type { LivePosition } from './position.js'

/** Closes the whole position at the last price of its instrument. Its id is below zero: venues count from 1. */
export function delisting(position: LivePosition, fillId: number, price: number, time: EpochMs): Fill {
  return closingFill(position, fillId, position.quantity, 'delisting', price, time)
}

/** Takes a signed fraction of a lot out of the position. It is in no list of fills, for it is no execution. */
export function cashInLieu(position: LivePosition, lots: number, price: number, time: EpochMs): Fill {
  return closingFill(position, 0, lots, 'cash-in-lieu', price, time)
}

function closingFill(position: LivePosition, fillId: number, lots: number, rule: FillRule, price: number, time: EpochMs): Fill {
  return {
    fillId,
    clientOrderId: 0,
    strategy: position.strategy,
    instrument: position.instrument.id,
    role: 'corporate-action',
    side: lots > 0 ? 'sell' : 'buy',
    quantity: Math.abs(lots),
    price,
    referencePrice: price,
    fee: 0,
    slippage: 0,
    time,
    barIndex: position.lastBar,
    rule,
    priceSource: 'close',
    ambiguous: false,
    volumeUnknown: false,
  }
}
