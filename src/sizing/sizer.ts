// What a sizer is: it turns the wish to enter into a quantity, or says what it lacks. One file a rule.

import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import type { OrderQuantity } from '../model/order.js'
import { wholeDown } from '../std/whole-down.js'
import type { TripCount } from './trip-count.js'

/** What is known when a size is made; units of the account's currency, one snapshot for a whole batch of signals. Nothing is worked out before it is asked for. */
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
  /** Lots that are held already on the side of the entry. */
  readonly heldLots: number
  /** From the sizing price to the entry's stop, in the instrument's currency a unit; NaN where it has none. */
  readonly stopDistance: number
  /** Wilder's average of the true range over so many bars, in the instrument's currency; NaN while it warms up. */
  averageTrueRange(bars: number): number
  /** Annual standard deviation of the log returns of so many bars; NaN while it warms up. */
  volatility(bars: number): number
  /** The strategy's round trips that have closed so far. */
  readonly trips: TripCount
}

export type Sizer = (context: SizingContext) => OrderQuantity | Denial

/** Whole lots that an amount buys; 0 where the price says nothing. */
export function lotsFor(amount: number, { instrument, price, rate }: Pick<SizingContext, 'instrument' | 'price' | 'rate'>): number {
  const each = Math.abs(price * instrument.multiplier * instrument.lot) * rate
  return each > 0 && amount > 0 ? wholeDown(amount / each) : 0
}

/** Whole lots that lose an amount when the price goes a distance, no more than the buying power pays for. `distance` is a unit's, in the instrument's currency. */
export function lotsAtRisk(amount: number, distance: number, context: SizingContext): OrderQuantity {
  const { instrument, rate, buyingPower } = context
  const each = distance * instrument.multiplier * instrument.lot * rate
  return { lots: Math.min(each > 0 && amount > 0 ? wholeDown(amount / each) : 0, lotsFor(buyingPower, context)) }
}

/** A sizer lacks what it sizes by. */
export function unsized(sizing: string, lacks: string): Denial {
  return { code: 'SIZE_UNKNOWN', context: { sizing, lacks } }
}
