// Amounts of money as a finding tells them: in the currency with two decimals, or with all six where two would not show them.

import { fromMicros, type Micros } from '../../model/money.js'

/** `12.34`; `0.000005` is no `0.00`. */
export function amountText(amount: Micros): string {
  return inDecimals(amount, amount !== 0 && Math.abs(amount) < CENT ? 6 : 2)
}

/** Two that are compared, and do not read alike. */
export function amountTexts(one: Micros, other: Micros): readonly [string, string] {
  const decimals = inDecimals(one, 2) === inDecimals(other, 2) ? 6 : 2
  return [inDecimals(one, decimals), inDecimals(other, decimals)]
}

/** Micro-units. */
const CENT = 10_000

function inDecimals(amount: Micros, decimals: number): string {
  return fromMicros(amount).toFixed(decimals)
}
