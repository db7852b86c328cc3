// Whole units in an amount, but for the last digits that binary fractions lose.

/** 0.29 of 100,000 is 28,999.999999999996 in doubles. Half of a millionth of a millionth, so that a product of what comes out stays within the whole of it. */
export const ROUNDING = 1 + 5e-13

/** The most whole units that a quotient holds; one that rounding left just short of a whole number is that number. */
export function wholeDown(quotient: number): number {
  return Math.floor(quotient * ROUNDING)
}

/** What multiplying doubles may leave of a whole number, as a share of it. */
const LOST = 1e-12

/** A number that rounding left just beside a whole one is that one; any other stays as it is. */
export function wholeIfNear(amount: number): number {
  const whole = Math.round(amount)
  return Math.abs(amount - whole) <= Math.abs(amount) * LOST ? whole : amount
}
