// Money is integer micro-units (1e-6) of a currency held in a double: exact up to 2^53, about 9.0 billion.

import { fail } from '../std/assert.js'

/** An integer count of millionths of a currency unit. */
export type Micros = number

const MICROS_PER_UNIT = 1_000_000

/** Rounds an amount once, half away from zero, to micro-units. Asserts that it is exact in a double: controls deny before that. */
export function toMicros(amount: number): Micros {
  const micros = amount < 0 ? -Math.round(-amount * MICROS_PER_UNIT) : Math.round(amount * MICROS_PER_UNIT)
  if (!Number.isSafeInteger(micros)) fail(`an amount of money is finite and below 9.0 billion, got ${amount}`)
  return micros === 0 ? 0 : micros
}

/** The amount in currency units. */
export function fromMicros(micros: Micros): number {
  return micros / MICROS_PER_UNIT
}
