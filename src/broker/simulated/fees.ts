// Fees of an order: each model gives the total for everything filled so far, so a minimum or a cap holds over partial fills. What goes by the day of a trade is charged fill by fill.

import type { Instrument } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'

/** What one order has traded so far, the fill at hand included. */
export interface TradedSoFar {
  /** Units: lots × lot size. */
  readonly units: number
  /** Currency, positive. */
  readonly value: number
  /** Whether it is a sale: regulators charge only those. */
  readonly sells: boolean
}

/** The whole order's fee in currency, never falling as the order fills. Throws NO_FEE_ROW for a date its table does not cover. */
export type FeeModel = (order: TradedSoFar, time: EpochMs, instrument: Instrument) => number

/**
 * What one fill costs besides, in currency, not negative: a charge by the day on which it traded, whatever the order traded on others. `before` are the
 * units that the order had traded.
 */
export type FillFee = (fill: TradedSoFar, before: number, time: EpochMs, instrument: Instrument) => number

export const noFees: FeeModel = () => 0

/** A price per unit, at least `minimum` an order, at most `maximumFraction` of the traded value: the cap beats the minimum. */
export function perShareFees(perShare: number, minimum = 0, maximumFraction: number | null = null): FeeModel {
  if (maximumFraction === null) return ({ units }) => Math.max(perShare * units, minimum)
  return ({ units, value }) => Math.min(Math.max(perShare * units, minimum), maximumFraction * value)
}

/** A fraction of the traded value. */
export function percentFees(fraction: number): FeeModel {
  return ({ value }) => fraction * value
}
