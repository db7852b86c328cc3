// Exact arithmetic for tests: doubles as integers of 2^-64, so that sums and products with integers have no rounding at all.

const UNIT = 2 ** 64

/** The double as a count of units; exact for 2^-11 and above. */
export function toUnits(value: number): bigint {
  return BigInt(value * UNIT)
}

/** The nearest double: a BigInt becomes a Number by rounding half to even, once. */
export function nearest(units: bigint): number {
  return Number(units) / UNIT
}

/** For each full window the exact sum of the values, each times its weight (1 the oldest … `length` the newest, or all 1), rounded once. */
export function windowSums(values: Float64Array, length: number, isWeighted: boolean): Float64Array {
  const units = Array.from(values, toUnits)
  const sums = new Float64Array(values.length).fill(Number.NaN)
  let plain = 0n
  let weighted = 0n
  for (let i = 0; i < units.length; i++) {
    weighted += BigInt(length) * units[i]! - plain
    plain += units[i]! - (units[i - length] ?? 0n)
    if (i >= length - 1) sums[i] = nearest(isWeighted ? weighted : plain)
  }
  return sums
}
