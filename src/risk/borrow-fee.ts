// What it costs to borrow what was sold short.

/** What is lent out for a share: Interactive Brokers takes 102 % of the price, up to the next dollar; of currencies other than these 105 %, up to the next cent. */
const inDollars = new Set(['USD', 'CAD'])

/** Rounding up does not count a price that is a whole step but for the last bits of a double. */
const NOISE = 1e-9

/** Annual fees as a fraction of the collateral, for all stocks or by instrument id with `default` for the rest. */
export type BorrowFees = number | Readonly<Record<string, number>>

/**
 * Collateral of one share at a price, in its currency: the convention of stock lending as IBKR states it ("Why does the price on hard to borrow stocks
 * not agree to the closing price of the stock?"). 0.25 USD counts as 1.00.
 */
export function borrowCollateral(price: number, currency: string): number {
  return inDollars.has(currency) ? Math.ceil(price * 1.02 - NOISE) : Math.ceil(price * 1.05 * 100 - NOISE) / 100
}

/** Fee for calendar days that units were borrowed, currency: value of the collateral × annual fee × days ÷ 360. */
export function borrowFee(units: number, price: number, currency: string, annual: number, days: number): number {
  return (units * borrowCollateral(price, currency) * annual * days) / 360
}
