// The moves of a series from close to close.

import type { BarColumns } from '../../model/bar.js'

/** Log return from the close before; 0 for the first row. */
export function closeReturns({ length, close }: BarColumns): Float64Array {
  const returns = new Float64Array(length)
  for (let row = 1; row < length; row++) returns[row] = Math.log((close[row] as number) / (close[row - 1] as number))
  return returns
}
