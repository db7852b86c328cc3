// Checks of what a user passes to an indicator: the fault names the indicator, the parameter and the value.

import { BenchError } from '../std/errors.js'

/** A count of bars: a positive integer, or BAD_PARAMETER. */
export function requirePeriod(indicator: string, parameter: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw new BenchError(
    'BAD_PARAMETER',
    `${indicator}: ${parameter} is ${value}, not a positive integer`,
    'give a whole number of bars, such as 14',
  )
}

/** A positive finite number, or BAD_PARAMETER. */
export function requirePositive(indicator: string, parameter: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return
  throw new BenchError(
    'BAD_PARAMETER',
    `${indicator}: ${parameter} is ${value}, not a positive number`,
    'give a number above zero, such as 2',
  )
}
