// What a sizer is: it turns the wish to enter into a quantity. One file a rule.

import type { Instrument } from '../model/instrument.js'
import type { OrderQuantity } from '../model/order.js'

/** What is known when a size is made; units of the account's currency, one snapshot for a whole batch of signals. */
export interface SizingContext {
  readonly instrument: Instrument
  /** The price that the size is worked out at: the entry's own, or the last close. */
  readonly price: number
  /** The account's currency for one of the instrument's; 1 where they are the same. */
  readonly rate: number
  readonly equity: number
  readonly cash: number
  /** What controls would still let through. */
  readonly buyingPower: number
  /** The strategy's share of the account, 0…1. */
  readonly allocation: number
  /** How many instruments the strategy trades. */
  readonly instruments: number
}

export type Sizer = (context: SizingContext) => OrderQuantity

/** Whole lots that an amount buys; 0 where the price says nothing. */
export function lotsFor(amount: number, { instrument, price, rate }: SizingContext): number {
  const each = Math.abs(price * instrument.multiplier * instrument.lot) * rate
  return each > 0 && amount > 0 ? Math.floor(amount / each) : 0
}
