// Whole units in an amount: rounded down, but for the last digits that binary fractions lose.

/** 0.29 of 100,000 is 28,999.999999999996 in doubles. Half of a millionth of a millionth, so that a product of what comes out stays within the whole of it. */
export const ROUNDING = 1 + 5e-13

/** The most whole units that a quotient holds; one that rounding left just short of a whole number is that number. */
export function wholeDown(quotient: number): number {
  return Math.floor(quotient * ROUNDING)
}
