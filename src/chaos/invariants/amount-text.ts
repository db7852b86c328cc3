// Money and prices as a finding tells them: money with two decimals, or with all six where two would not show it; prices without what binary fractions leave behind. Its context has the very numbers.

import { fromMicros, type Micros } from '../../model/money.js'

/** In the currency: `12.34`; `0.000005` is no `0.00`. */
export function moneyText(amount: number): string {
  return inDecimals(amount, amount !== 0 && Math.abs(amount) < CENT ? 6 : 2)
}

/** Two that are compared, and do not read alike. */
export function moneyTexts(one: number, other: number): readonly [string, string] {
  const decimals = one !== other && inDecimals(one, 2) === inDecimals(other, 2) ? 6 : 2
  return [inDecimals(one, decimals), inDecimals(other, decimals)]
}

/** Of micro-units, as the ledger has them. */
export function amountText(amount: Micros): string {
  return moneyText(fromMicros(amount))
}

export function amountTexts(one: Micros, other: Micros): readonly [string, string] {
  return moneyTexts(fromMicros(one), fromMicros(other))
}

/** As many digits as a price can mean: `10.1`, and not `10.100000000000001`. */
export function priceText(price: number): string {
  return String(Number(price.toPrecision(12)))
}

const CENT = 0.01

function inDecimals(amount: number, decimals: number): string {
  return Number.isNaN(amount) ? 'unknown' : amount.toFixed(decimals)
}
